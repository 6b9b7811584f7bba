import type { Application } from '../../../http/contract/programmes.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { dayText } from '../parts/dates.ts'

/** What was said against an application while it was on public notice, and what became of it. */
export function Objections({ application: { objections } }: { readonly application: Application }) {
  const { t } = useSpeech()
  if (objections.length === 0) return null
  return (
    <section className="card" aria-label={t('prog.objections')}>
      <h2>{t('prog.objections')}</h2>
      <ul className="said">
        {objections.map(({ id, text, raisedBy, raisedAt, answer, upheld }) => (
          <li key={id}>
            <p>{text}</p>
            <p className="note">
              {raisedBy} {dayText(raisedAt)}
            </p>
            {answer === undefined ? (
              <p className="note">{t('prog.objection_open')}</p>
            ) : (
              <p>
                <strong>{t(upheld ? 'prog.upheld_yes' : 'prog.upheld_no')}</strong> {answer}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
