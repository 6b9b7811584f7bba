import type { VerifiedText } from '../../http/contract/verify.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { severityIcons } from './severity.ts'

/** Page one: how many numbers there are, what each was read as, how much was checked, the findings by weight. */
export function CoverageCard({ checked }: { readonly checked: VerifiedText }) {
  const { t, say } = useSpeech()
  const { tokens, summary, sentences, notes, comparedWith } = checked
  const most = Math.max(1, ...tokens.kinds.map(({ count }) => count))
  return (
    <section className="coverage" aria-label={t('verify.coverage')}>
      <div className="coverage__words">
        <ul className="coverage__weights">
          {(['error', 'warning', 'info'] as const).map((weight) => (
            <li key={weight} className={`coverage__weight coverage__weight--${weight}`}>
              <Icon name={severityIcons[weight]} />
              <strong>{summary.by_severity[weight]}</strong> {t(`verify.severity.${weight}`)}
            </li>
          ))}
        </ul>
        <p>
          {t('verify.counted', {
            total: tokens.total,
            classified: tokens.classified,
            claims: summary.claims,
            checked: summary.checked,
            open: summary.by_verdict.unverifiable,
          })}
        </p>
        <p>
          {t('verify.sentences', {
            total: sentences.with_numbers,
            read: sentences.read,
            unread: sentences.unread.length,
          })}
        </p>
        <p className="note">{t('verify.silence')}</p>
        {comparedWith ? <p className="note">{t('verify.compared', { ...comparedWith })}</p> : null}
        {notes.map((note) => (
          <p key={note.code} className="notice notice--explain">
            <Icon name="note" />
            <span>{say(note)}</span>
          </p>
        ))}
        {sentences.unread.length > 0 ? (
          <details className="coverage__unread">
            <summary>{t('verify.unread', { count: sentences.unread.length })}</summary>
            <ul lang="zh-CN">
              {sentences.unread.slice(0, 50).map((sentence) => (
                <li key={sentence.start}>{sentence.text.replace(/\s+/g, '').slice(0, 120)}</li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
      {tokens.kinds.length === 0 ? null : (
        <table className="coverage__kinds">
          <caption>{t('verify.kinds')}</caption>
          <tbody>
            {tokens.kinds.map(({ kind, name, count }) => (
              <tr key={kind}>
                <th scope="row">{say(name)}</th>
                <td className="table__number">{count}</td>
                <td className="coverage__bar" aria-hidden="true">
                  <span style={{ width: `${Math.max(1, Math.round((count / most) * 100))}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
