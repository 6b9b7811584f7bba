import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useSpeech } from '../../i18n/language.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { problemLink } from '../addresses.ts'
import { useSend } from '../parts/send.ts'

/** Opens a problem from a criterion that scored low, with its cause, measure and re-check to come. */
export function OpenProblem({
  evaluation,
  criterion,
}: {
  readonly evaluation: string
  readonly criterion: string
}) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useSend()
  const navigate = useNavigate()
  const open = async () => {
    const made = await send<{ id: string }>('POST', ['evaluations', evaluation, 'problems'], { criterion })
    if (made) await navigate(problemLink(made.id))
  }
  return (
    <>
      <Button loading={isBusy} onClick={() => void open()}>
        {t('eval.open_problem')}
      </Button>
      {error === undefined ? null : <ErrorState error={error} />}
    </>
  )
}
