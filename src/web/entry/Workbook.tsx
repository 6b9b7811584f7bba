import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ImportOutcome } from '../../http/contract/workbooks.ts'
import { apiUrl } from '../data/client.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { useToast } from '../parts/Toast.tsx'
import {
  discardFile,
  type Ended,
  follow,
  type ImportProgress,
  leftOpen,
  sendFile,
  takeFile,
} from './import-jobs.ts'
import { Reading } from './Reading.tsx'

/** The year's workbook: download it, send it filled, see what it would change, take it or leave it. */
export function Workbook({
  org,
  year,
  mayWrite,
}: {
  readonly org: string
  readonly year: number
  readonly mayWrite: boolean
}) {
  const { t, language } = useSpeech()
  const queries = useQueryClient()
  const toast = useToast()
  const file = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<ImportOutcome>()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [progress, setProgress] = useState<ImportProgress>()
  const gone = useRef(new AbortController())
  const place = ['orgs', org, 'years', year]
  const run = async (work: () => Ended) => {
    setIsBusy(true)
    setError(undefined)
    setProgress(undefined)
    try {
      const answer = await work()
      if (!answer) {
        toast({ text: t('fill.stopped') })
        return
      }
      setOutcome(answer)
      if (answer.state === 'imported') {
        toast({ text: t('fill.imported') })
        await queries.invalidateQueries()
      }
    } catch (cause) {
      if (!gone.current.signal.aborted) setError(cause)
    } finally {
      setIsBusy(false)
    }
  }
  const watcher = () => ({ tell: setProgress, gone: gone.current.signal })
  const upload = (chosen: File) => {
    setOutcome(undefined)
    return run(() => sendFile(place, chosen, watcher()))
  }
  const confirm = (id: string, overwrite: boolean) =>
    run(() => takeFile(place, { id, overwrite, isLarge: progress !== undefined }, watcher()))
  const leave = async (id: string | undefined) => {
    setOutcome(undefined)
    setError(undefined)
    await discardFile(place, id).catch(setError)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was left open is looked for once per place
  useEffect(() => {
    gone.current = new AbortController()
    const job = mayWrite ? leftOpen(place) : undefined
    if (job !== undefined) void run(() => follow(place, job, watcher()))
    return () => gone.current.abort()
  }, [org, year, mayWrite])
  return (
    <section className="entry__workbook" aria-label={t('fill.workbook')}>
      <h2 className="part-head">{t('fill.workbook')}</h2>
      <p className="note">{t('fill.workbook_lead')}</p>
      <p className="entry__buttons">
        <Button href={apiUrl([...place, 'workbook'], { lang: language })}>{t('fill.download')}</Button>
        {mayWrite ? (
          <Button loading={isBusy} onClick={() => file.current?.click()}>
            {t('fill.upload')}
          </Button>
        ) : null}
        <input
          ref={file}
          type="file"
          accept=".xlsx,.csv"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t('fill.upload')}
          onChange={({ target }) => {
            const [chosen] = target.files ?? []
            if (chosen) void upload(chosen)
            target.value = ''
          }}
        />
      </p>
      {isBusy ? <Reading progress={progress} /> : null}
      {error === undefined ? null : <ErrorState error={error} />}
      {outcome && outcome.state !== 'imported' ? (
        <Preview
          outcome={outcome}
          isBusy={isBusy}
          returned={
            outcome.id === undefined
              ? undefined
              : apiUrl([...place, 'imports', outcome.id, 'returned'], { lang: language })
          }
          onConfirm={(overwrite) => {
            if (outcome.id !== undefined) void confirm(outcome.id, overwrite)
          }}
          onLeave={() => void leave(outcome.id)}
        />
      ) : null}
    </section>
  )
}

/** What was read is seen, however long the page over it is. */
function show(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' })
}

function Preview({
  outcome,
  isBusy,
  returned,
  onConfirm,
  onLeave,
}: {
  readonly outcome: ImportOutcome
  readonly isBusy: boolean
  readonly returned: string | undefined
  readonly onConfirm: (overwrite: boolean) => void
  readonly onLeave: () => void
}) {
  const { t, say } = useSpeech()
  const { faults, forms, registers, conflicts, notes, file } = outcome
  const hasFaults = faults.count > 0
  return (
    <div className="entry__preview" ref={show}>
      <h3>{t(hasFaults ? 'fill.faults' : 'fill.preview', { file, count: faults.count })}</h3>
      {hasFaults ? (
        <ul>
          {faults.shown.slice(0, 20).map((fault) => (
            <li key={`${fault.sheet}!${fault.cell} ${fault.code}`}>
              <strong>
                {fault.sheet}
                {fault.cell === '' ? '' : `!${fault.cell}`}
              </strong>{' '}
              {say(fault.message)} <code className="notice__code">{fault.code}</code>
            </li>
          ))}
        </ul>
      ) : (
        <ul>
          {forms
            .filter(({ entered, changed, cleared }) => entered + changed + cleared > 0)
            .map(({ form, name, entered, changed, cleared }) => (
              <li key={form}>{t('fill.form_change', { form: say(name), entered, changed, cleared })}</li>
            ))}
          {registers
            .filter(({ added, changed, removed }) => added + changed + removed > 0)
            .map(({ register, name, added, changed, removed }) => (
              <li key={register}>
                {t('fill.register_change', { register: say(name), added, changed, removed })}
              </li>
            ))}
        </ul>
      )}
      {conflicts.map((conflict) => (
        <p key={conflict.zh} className="notice notice--explain">
          {say(conflict)}
        </p>
      ))}
      {notes.map(({ code, message }) => (
        <p key={`${code} ${message.zh}`} className="note">
          {say(message)}
        </p>
      ))}
      <p className="entry__buttons">
        {hasFaults ? null : (
          <Button type="primary" loading={isBusy} onClick={() => onConfirm(conflicts.length > 0)}>
            {t(conflicts.length > 0 ? 'fill.confirm_over' : 'fill.confirm')}
          </Button>
        )}
        {returned === undefined ? null : <Button href={returned}>{t('fill.returned')}</Button>}
        <Button onClick={onLeave}>{t('fill.leave')}</Button>
      </p>
    </div>
  )
}
