import { useEffect, useRef } from 'react'

/** What the keys of a form do: Ctrl+Z, Ctrl+Y or Ctrl+Shift+Z, and F1 or `?` for the meaning of the chosen cell. */
export interface FormKeys {
  readonly undo: () => void
  readonly redo: () => void
  readonly help: () => void
}

/** Listens on the whole page, and leaves alone what is typed into other texts and the dialogs over the page. */
export function useKeys(keys: FormKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') || event.isComposing) return
      const act = actOf(event, latest.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function actOf(event: KeyboardEvent, keys: FormKeys): (() => void) | undefined {
  if (event.key === 'F1') return keys.help
  const target = event.target instanceof HTMLElement ? event.target : undefined
  const isText = target?.matches('input, textarea, select, [contenteditable]') ?? false
  if (event.key === '?') return isText ? undefined : keys.help
  // Another text has its own way back; a cell goes by the steps of the form.
  if (!(event.ctrlKey || event.metaKey) || (isText && !target?.matches('[data-key], select')))
    return undefined
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? keys.redo : keys.undo
  return key === 'y' ? keys.redo : undefined
}
