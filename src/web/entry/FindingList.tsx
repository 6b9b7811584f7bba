import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import type { DeskFinding } from '../../http/contract/entry.ts'
import { apiUrl, sendJson } from '../data/client.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { StateTag } from '../quality/parts/StateTag.tsx'
import { findingsQuery } from '../registers/queries.ts'

const ORDER: readonly DeskFinding['severity'][] = ['error', 'explain', 'note']
const TONES = { error: 'error', explain: 'explain', note: 'plain' } as const

/** What the checks say: a press on one leads to its cell; what wants a reason takes it in place. */
export function FindingList({
  findings,
  org,
  year,
  mayWrite,
  linkOf,
}: {
  /** Where the cell or row of a finding is, when it is not on this page. */
  readonly linkOf?: (finding: DeskFinding) => string | undefined
  readonly findings: readonly DeskFinding[]
  readonly org: string
  readonly year: number
  readonly mayWrite: boolean
}) {
  const { t } = useSpeech()
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
  return (
    <section className="entry__findings" aria-label={t('fill.findings')} aria-live="polite">
      <h2>{t('fill.findings_count', { count: findings.length })}</h2>
      {findings.length === 0 ? <p className="note">{t('fill.no_findings')}</p> : null}
      <ul>
        {sorted.map((finding) => (
          <li key={finding.inputKey}>
            <StateTag
              tone={finding.explanation === undefined ? TONES[finding.severity] : 'done'}
              text={t(
                finding.explanation === undefined ? `fill.severity.${finding.severity}` : 'fill.explained',
              )}
            />{' '}
            <Way finding={finding} to={linkOf?.(finding)} />{' '}
            <code className="notice__code">{finding.code}</code>
            {finding.severity === 'explain' && mayWrite ? (
              <Reason finding={finding} org={org} year={year} />
            ) : finding.explanation === undefined ? null : (
              <p className="note">{finding.explanation}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The message as the way to its cell: on this page, or on the page it is on. */
function Way({ finding, to }: { readonly finding: DeskFinding; readonly to: string | undefined }) {
  const { say } = useSpeech()
  if (to !== undefined) return <Link to={to}>{say(finding.message)}</Link>
  return (
    <button type="button" className="link" onClick={() => jump(finding)}>
      {say(finding.message)}
    </button>
  )
}

function Reason({
  finding,
  org,
  year,
}: {
  readonly finding: DeskFinding
  readonly org: string
  readonly year: number
}) {
  const { t, say } = useSpeech()
  const queries = useQueryClient()
  const [text, setText] = useState(finding.explanation ?? '')
  const [error, setError] = useState<unknown>()
  const keep = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const body = { inputKey: finding.inputKey, text }
      await sendJson('PUT', apiUrl(['orgs', org, 'years', year, 'reasons']), body)
      setError(undefined)
      await queries.invalidateQueries({ queryKey: findingsQuery(org, year).queryKey })
    } catch (cause) {
      setError(cause)
    }
  }
  return (
    <form className="entry__why" onSubmit={(event) => void keep(event)}>
      <textarea
        aria-label={t('fill.why', { finding: say(finding.message) })}
        rows={2}
        maxLength={2000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button size="small" htmlType="submit" disabled={text.trim() === (finding.explanation ?? '')}>
        {t('fill.keep_reason')}
      </Button>
      {error === undefined ? null : <ErrorState error={error} />}
    </form>
  )
}

function jump({ at }: DeskFinding): void {
  for (const id of at.elements ?? []) {
    const input = document.querySelector<HTMLInputElement>(`[data-key="${CSS.escape(`${id}|`)}"]`)
    if (!input) continue
    input.scrollIntoView({ block: 'center' })
    input.focus()
    return
  }
}
