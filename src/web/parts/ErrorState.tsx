import { Button } from 'antd'
import { ApiProblem, isPassing } from '../data/problem.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

/** A part of a page that could not be shown: why, under which code, and one more try where that can help. */
export function ErrorState({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useSpeech()
  // A fault of the page itself has no words for the reader; its place is the console.
  const trouble = error instanceof ApiProblem ? error.trouble : { code: 'WEB-003', params: {} }
  // A refusal stays a refusal however often one asks.
  const canHelp = isPassing(error) || !(error instanceof ApiProblem)
  return (
    <div className="error-state" role="alert">
      <ProblemNotice trouble={trouble} />
      {retry && canHelp ? <Button onClick={retry}>{t('problem.retry')}</Button> : null}
    </div>
  )
}
