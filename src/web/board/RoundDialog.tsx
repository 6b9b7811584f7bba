import type { Board } from '../../http/contract/rounds.ts'
import { useSpeech } from '../i18n/language.tsx'
import { useToast } from '../parts/Toast.tsx'
import { dayText, endOfDay, momentText } from '../quality/parts/dates.ts'
import { type FieldSpec, FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'
import { laterThan } from './days.ts'

export type RoundQuestion = 'remind' | 'extend' | 'close'

/** What the officer does to a round: reminds, moves the deadline, closes. */
export function RoundDialog({
  question,
  board,
  units,
  onDone,
  onClose,
}: {
  readonly question: RoundQuestion
  readonly board: Board
  /** Whom it is for; those whose turn it is where there is none. */
  readonly units: readonly string[]
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const { send, error, isBusy } = useSend()
  const { year, deadline, title } = board.round
  const open = board.lines.filter(({ state }) => state !== 'accepted' && state !== 'locked').length
  const isBarred = question === 'close' && open > 0
  const place = ['orgs', board.org.code, 'years', year, 'round']
  const some = units.length > 0 ? { units } : {}
  const fields: Readonly<Record<RoundQuestion, readonly FieldSpec[]>> = {
    remind: [
      {
        name: 'text',
        label: t('board.remind_text'),
        kind: 'text',
        value: t('board.remind_words', { title, deadline: dayText(deadline) }),
      },
    ],
    extend: [
      { name: 'deadline', label: t('board.deadline'), kind: 'date', value: laterThan(deadline, 7) },
      { name: 'reason', label: t('board.reason'), kind: 'text' },
    ],
    close: [],
  }
  const submit = async (filled: Readonly<Record<string, string>>) => {
    if (question === 'remind') {
      const answer = await send<{ reminded: readonly string[] }>('POST', [...place, 'reminders'], {
        text: filled.text,
        ...some,
      })
      if (!answer) return
      toast({ text: t('board.reminded', { count: answer.reminded.length }) })
    } else if (question === 'extend') {
      const body = { deadline: endOfDay(filled.deadline ?? ''), reason: filled.reason, ...some }
      if (!(await send('POST', [...place, 'extensions'], body))) return
      toast({ text: t('board.extended', { deadline: filled.deadline ?? '' }) })
    } else {
      if (!(await send('POST', [...place, 'closing']))) return
      toast({ text: t('board.closed') })
    }
    onDone()
    onClose()
  }
  const texts: Readonly<Record<RoundQuestion, string>> = {
    remind: t('board.for_all.remind'),
    extend: t('board.for_all.extend', { deadline: momentText(deadline) }),
    close: isBarred ? t('board.close_barred', { count: open }) : t('board.close_text'),
  }
  return (
    <FormDialog
      title={t(`board.${question}`)}
      text={
        question !== 'close' && units.length > 0
          ? t('board.for_some', { count: units.length })
          : texts[question]
      }
      isBarred={isBarred}
      submit={t(`board.${question}`)}
      fields={fields[question]}
      error={error}
      isBusy={isBusy}
      onSubmit={submit}
      onClose={onClose}
    />
  )
}
