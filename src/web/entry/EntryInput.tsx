import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import { type EntryRow, readTyped } from './rows.ts'
import type { Content } from './use-draft.ts'

/** One cell: what is typed is taken at once where it is a number, and stays marked where it is none. */
export function EntryInput({
  row,
  name,
  content,
  mayWrite,
  hasError,
  complaint,
  onSet,
  onFocus,
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
  readonly onSet: (value: string | null) => void
  readonly onFocus: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onPaste: (event: ClipboardEvent) => void
}) {
  const { t } = useSpeech()
  const kept = content?.value ?? ''
  const [text, setText] = useState(kept)
  // What arrives from elsewhere (undo, a conflict settled, a pasted column) is shown; the same number typed otherwise stays.
  useEffect(() => setText((before) => (readTyped(before) === kept ? before : kept)), [kept])
  const isNumber = text.trim() === '' || readTyped(text) !== undefined
  return (
    <>
      <input
        className="entry__input"
        inputMode="decimal"
        data-key={row.key}
        aria-label={name}
        aria-invalid={!isNumber || hasError}
        aria-describedby={complaint}
        value={text}
        readOnly={!mayWrite}
        onFocus={(event) => {
          event.target.select()
          onFocus()
        }}
        onChange={({ target }) => {
          setText(target.value)
          const value = readTyped(target.value)
          if (value !== undefined) onSet(value)
          else if (target.value.trim() === '') onSet(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(kept)
          else onKeyDown(event)
        }}
        onPaste={onPaste}
      />
      {isNumber ? null : <span className="entry__wrong">{t('fill.no_number')}</span>}
    </>
  )
}
