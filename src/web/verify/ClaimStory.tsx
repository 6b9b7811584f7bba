import type { VerifiedClaim } from '../../http/contract/verify.ts'
import { useSpeech } from '../i18n/language.tsx'

/** One claim whole: what was found, the arithmetic, the interval, the numbers it rests on, the smallest repair. */
export function ClaimStory({
  claim,
  onGo,
}: {
  readonly claim: VerifiedClaim
  readonly onGo: (start: number) => void
}) {
  const { t, say } = useSpeech()
  const { computed, arithmetic, stated, operands, repairs } = claim
  return (
    <div className="claim__story">
      <p>{say(claim.message)}</p>
      <dl className="claim__facts">
        {arithmetic ? (
          <div>
            <dt>{t('verify.arithmetic')}</dt>
            <dd className="claim__number">{arithmetic}</dd>
          </div>
        ) : null}
        {computed ? (
          <div>
            <dt>{t('verify.interval')}</dt>
            <dd className="claim__number">
              {computed.low === computed.high
                ? computed.low
                : t('verify.between', { low: computed.low, high: computed.high })}
            </dd>
          </div>
        ) : null}
        {stated ? (
          <div>
            <dt>{t('verify.stated')}</dt>
            <dd className="claim__number">{stated}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t('verify.place')}</dt>
          <dd>{say(claim.place)}</dd>
        </div>
      </dl>
      {operands.length > 0 ? (
        <>
          <h3 className="claim__sub">{t('verify.operands')}</h3>
          <ul className="claim__operands">
            {operands.map((operand) => (
              <li key={`${operand.role}-${operand.from ?? 'here'}-${operand.start}`}>
                <span className="claim__role">{say(operand.roleName)}</span>{' '}
                {operand.from ? (
                  <span className="claim__number">
                    {operand.text} <span className="note">{t('verify.from_previous')}</span>
                  </span>
                ) : (
                  <button
                    type="button"
                    className="link-button claim__number"
                    onClick={() => onGo(operand.start)}
                  >
                    {operand.text}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {repairs.length > 0 ? (
        <>
          <h3 className="claim__sub">{t('verify.repairs')}</h3>
          <ul className="claim__repairs">
            {repairs.map((repair) => (
              <li key={repair.message.zh}>{say(repair.message)}</li>
            ))}
          </ul>
        </>
      ) : null}
      <button
        type="button"
        className="link-button"
        onClick={() => onGo(claim.stated_at?.[0] ?? operands.find(({ from }) => !from)?.start ?? claim.start)}
      >
        {t('verify.show')}
      </button>
    </div>
  )
}
