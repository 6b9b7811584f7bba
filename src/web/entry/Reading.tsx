import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { type ImportProgress, stopJob } from './import-jobs.ts'

/** How far a file is read, and the way to stop it; a file that is read at once shows the first line only. */
export function Reading({ progress }: { readonly progress: ImportProgress | undefined }) {
  const { t } = useSpeech()
  const [isAsked, setIsAsked] = useState(false)
  const [error, setError] = useState<unknown>()
  const block = useRef<HTMLDivElement>(null)
  const isRunning = progress !== undefined
  // The way to stop is seen, however long the page over it is.
  useEffect(() => {
    if (isRunning) block.current?.scrollIntoView({ block: 'nearest' })
  }, [isRunning])
  const isStopping = isAsked || progress?.isStopping === true
  const stop = async (job: string) => {
    setIsAsked(true)
    setError(undefined)
    try {
      await stopJob(job)
    } catch (cause) {
      setIsAsked(false)
      setError(cause)
    }
  }
  const { percent, rows, sheet } = progress ?? { percent: undefined, rows: 0, sheet: '' }
  return (
    <div className="entry__reading" ref={block}>
      <p role="status">{isStopping ? t('fill.stopping') : t('fill.reading')}</p>
      {percent === undefined ? null : (
        <>
          <progress max={100} value={percent} aria-label={t('fill.reading_part')} />
          <p className="note">
            {percent === 100
              ? t('fill.reading_checks', { rows: rows.toLocaleString('en') })
              : t('fill.reading_rows', { percent, rows: rows.toLocaleString('en'), sheet })}
          </p>
        </>
      )}
      {progress ? (
        <Button loading={isStopping} onClick={() => void stop(progress.job)}>
          {t('fill.stop')}
        </Button>
      ) : null}
      {error === undefined ? null : <ErrorState error={error} />}
    </div>
  )
}
