import { useEffect, useRef } from 'react'
import type { VerdictName, VerifiedClaim } from '../../http/contract/verify.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { ClaimStory } from './ClaimStory.tsx'
import { severityIcons } from './severity.ts'

const verdicts: readonly VerdictName[] = [
  'contradicted',
  'base_unclear',
  'last_digit',
  'consistent',
  'unverifiable',
]

/** Every claim of the verdicts that are ticked; the chosen one stands open. */
export function ClaimList({
  claims,
  counts,
  shown,
  onShown,
  chosen,
  onChoose,
  onGo,
}: {
  readonly claims: readonly VerifiedClaim[]
  readonly counts: Readonly<Record<VerdictName, number>>
  readonly shown: ReadonlySet<VerdictName>
  readonly onShown: (shown: ReadonlySet<VerdictName>) => void
  readonly chosen: string | undefined
  readonly onChoose: (id: string | undefined) => void
  /** Shows a place of the text. */
  readonly onGo: (start: number) => void
}) {
  const { t } = useSpeech()
  const listed = claims.filter(({ verdict }) => shown.has(verdict))
  const toggle = (verdict: VerdictName) => {
    const next = new Set(shown)
    if (!next.delete(verdict)) next.add(verdict)
    onShown(next)
  }
  return (
    <section className="claims" aria-labelledby="claims-title">
      <h2 className="claims__title" id="claims-title">
        {t('verify.claims')}
      </h2>
      <fieldset className="claims__filter">
        <legend className="visually-hidden">{t('verify.filter')}</legend>
        {verdicts
          .filter((verdict) => counts[verdict] > 0)
          .map((verdict) => (
            <label key={verdict}>
              <input type="checkbox" checked={shown.has(verdict)} onChange={() => toggle(verdict)} />{' '}
              {t(`verify.verdict.${verdict}`)} <span className="claims__count">{counts[verdict]}</span>
            </label>
          ))}
      </fieldset>
      {listed.length === 0 ? (
        <p className="note">
          {claims.length === 0
            ? t('verify.no_claims')
            : claims.some(({ severity }) => severity !== 'none')
              ? t('verify.none_ticked')
              : t('verify.no_findings')}
        </p>
      ) : null}
      <ol className="claims__list">
        {listed.map((claim) => (
          <ClaimItem
            key={claim.id}
            claim={claim}
            isOpen={claim.id === chosen}
            onChoose={onChoose}
            onGo={onGo}
          />
        ))}
      </ol>
    </section>
  )
}

function ClaimItem({
  claim,
  isOpen,
  onChoose,
  onGo,
}: {
  readonly claim: VerifiedClaim
  readonly isOpen: boolean
  readonly onChoose: (id: string | undefined) => void
  readonly onGo: (start: number) => void
}) {
  const { t, say } = useSpeech()
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <li className={`claim claim--${claim.severity}`} id={`claim-${claim.id}`} ref={item}>
      <button
        type="button"
        className="claim__head"
        aria-expanded={isOpen}
        onClick={() => onChoose(isOpen ? undefined : claim.id)}
      >
        <span className="claim__mark">
          <Icon name={severityIcons[claim.severity]} />
        </span>
        <span className="claim__what">
          <span className="claim__verdict">
            {t(`verify.verdict.${claim.verdict}`)}
            <span className="claim__kind"> · {say(claim.kindName)}</span>
          </span>
          <span className="claim__quote" lang="zh-CN">
            {claim.quote.replace(/\s+/g, '')}
          </span>
        </span>
      </button>
      {isOpen ? <ClaimStory claim={claim} onGo={onGo} /> : null}
    </li>
  )
}
