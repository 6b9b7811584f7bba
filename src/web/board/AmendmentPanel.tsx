import { Button } from 'antd'
import { type FormEvent, type ReactNode, useEffect } from 'react'
import { useBlocker } from 'react-router'
import type { Submission, VersionHead } from '../../http/contract/submissions.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Field } from '../parts/Field.tsx'
import { useToast } from '../parts/Toast.tsx'
import { useSend } from '../quality/parts/send.ts'
import {
  type AmendmentDraft,
  bodyOf,
  type CellChange,
  countOf,
  lacksReason,
  troubleOf,
  withoutCell,
  withoutRow,
} from './amendment.ts'

/** What will be amended, and why; sent as one new version. */
export function AmendmentPanel({
  document,
  draft,
  sayValue,
  onChange,
  onClose,
}: {
  readonly document: Submission
  readonly draft: AmendmentDraft
  /** What a cell becomes, in words. */
  readonly sayValue: (change: CellChange) => string
  readonly onChange: (draft: AmendmentDraft) => void
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const { send, error, isBusy } = useSend()
  const count = countOf(draft)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    const place = ['orgs', document.org.code, 'years', document.year, 'submission', 'amendments']
    const head = await send<VersionHead>('POST', place, bodyOf(draft, reason))
    if (!head) return
    toast({ text: t('board.amended', { version: head.version }) })
    onClose()
  }
  return (
    <section aria-label={t('board.amendment')}>
      <LeaveGuard isWritten={count > 0 && !isBusy} />
      <h2 className="panel-head">{t('board.amendment')}</h2>
      <p className="note">{t('board.amend_text')}</p>
      {count === 0 ? (
        <p className="amendment__how">{t('board.amend_how')}</p>
      ) : (
        <ul className="remarks">
          {draft.cells.map((change) => (
            <Change
              key={`${change.element} ${change.cell}`}
              name={change.name}
              onDrop={() => onChange(withoutCell(draft, change))}
            >
              <p>{t('board.becomes', { before: change.before, after: sayValue(change) })}</p>
            </Change>
          ))}
          {draft.rows.map((change) => (
            <Change
              key={`${change.register} ${change.rowNo}`}
              name={change.name}
              onDrop={() => onChange(withoutRow(draft, change))}
            >
              {change.kind === 'changed' ? null : <p>{t(`board.row_${change.kind}`)}</p>}
              {change.lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Change>
          ))}
        </ul>
      )}
      <form className="form" onSubmit={(event) => void submit(event)}>
        {error === undefined ? null : (
          <div ref={show}>
            <ErrorState error={error} />
          </div>
        )}
        <Field label={t('board.reason')} hint={t('board.amend_reason_hint')}>
          {(attributes) => (
            <textarea {...attributes} name="reason" rows={3} required minLength={4} maxLength={1000} />
          )}
        </Field>
        <div className="board__actions">
          <Button
            type="primary"
            htmlType="submit"
            loading={isBusy}
            disabled={count === 0 || draft.cells.some((one) => lacksReason(one) || troubleOf(one))}
          >
            {t('board.amend_send', { count })}
          </Button>
          <Button onClick={onClose}>{t('board.amend_leave')}</Button>
        </div>
      </form>
    </section>
  )
}

/** A refusal is seen however long the list over it is. */
function show(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' })
}

function Change({
  name,
  onDrop,
  children,
}: {
  readonly name: string
  readonly onDrop: () => void
  readonly children: ReactNode
}) {
  const { t } = useSpeech()
  return (
    <li>
      <strong>{name}</strong>
      {children}
      <Button size="small" aria-label={t('board.amend_drop_at', { place: name })} onClick={onDrop}>
        {t('board.amend_drop')}
      </Button>
    </li>
  )
}

/** Rows may hold what belongs to a person, so they are kept nowhere: it is asked before they are lost. */
function LeaveGuard({ isWritten }: { readonly isWritten: boolean }) {
  const { t } = useSpeech()
  const blocker = useBlocker(isWritten)
  useEffect(() => {
    if (!isWritten) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isWritten])
  return blocker.state === 'blocked' ? (
    <Dialog
      title={t('board.amend_unsent')}
      onClose={() => blocker.reset()}
      actions={
        <>
          <Button onClick={() => blocker.proceed()}>{t('board.amend_go')}</Button>
          <Button type="primary" onClick={() => blocker.reset()}>
            {t('board.amend_stay')}
          </Button>
        </>
      }
    >
      <p>{t('board.amend_unsent_text')}</p>
    </Dialog>
  ) : null
}
