/** Leads the keyboard to a cell of the page; false where the cell is on another. */
export function focusCell(key: string): boolean {
  const input = document.querySelector<HTMLInputElement>(`[data-key="${CSS.escape(key)}"]`)
  if (!input) return false
  input.scrollIntoView({ block: 'nearest' })
  input.focus()
  return true
}
