import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { DeskFinding } from '../../http/contract/entry.ts'
import { apiUrl, sendJson } from '../data/client.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { findingsQuery } from '../registers/queries.ts'

/** The written reason for a finding, kept under the values it rests on. */
export function Reason({
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
