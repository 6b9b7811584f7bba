import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import type { Content } from './content.ts'
import type { EntryRow } from './rows.ts'
import { readTyped } from './typed.ts'

/** One cell: what is typed is taken at once where it is a number, and stays marked where it is none. */
export function EntryInput({
  row,
  name,
  content,
  mayWrite,
  hasError,
  complaint,
  onType,
  onFocus,
  onLeave,
  onKeyDown,
  onPaste,
}: {
  readonly row: EntryRow
  readonly name: string
  readonly content: Content | undefined
  readonly mayWrite: boolean
  readonly hasError: boolean
  /** Id of the sentence that says what is wrong. */
  readonly complaint: string | undefined
  readonly onType: (text: string) => void
  readonly onFocus: () => void
  readonly onLeave: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onPaste: (event: ClipboardEvent) => void
}) {
  const { t } = useSpeech()
  const shown = content?.unread?.text ?? content?.value ?? ''
  const [text, setText] = useState(shown)
  // What arrives from elsewhere (undo, a conflict settled, a pasted column) is shown; the same number typed otherwise stays.
  useEffect(() => setText((before) => (saysSame(before, content) ? before : shown)), [content, shown])
  const trouble = content?.unread
  const troubleId = `trouble-${row.key}`
  const descriptions = [trouble ? troubleId : undefined, complaint].filter((id) => id !== undefined)
  return (
    <>
      <input
        className="entry__input"
        inputMode="decimal"
        autoComplete="off"
        data-key={row.key}
        aria-label={name}
        aria-invalid={trouble !== undefined || hasError}
        aria-describedby={descriptions.length > 0 ? descriptions.join(' ') : undefined}
        value={text}
        readOnly={!mayWrite}
        onFocus={(event) => {
          event.target.select()
          onFocus()
        }}
        onBlur={onLeave}
        onChange={({ target }) => {
          setText(target.value)
          onType(target.value)
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {trouble ? (
        <span className="entry__wrong" id={troubleId}>
          {t(`fill.trouble.${trouble.trouble}`, { text: trouble.text })}
        </span>
      ) : null}
    </>
  )
}

function saysSame(text: string, content: Content | undefined): boolean {
  if (content?.unread) return text === content.unread.text
  const read = readTyped(text)
  return 'value' in read && read.value === (content?.value ?? null)
}
