/** `30930.5` as `30,930.5`: digits in threes for the eye; the number stays the text that the server printed. */
export function grouped(text: string): string {
  const parts = /^(-?)(\d+)(.*)$/.exec(text)
  if (!parts) return text
  const [, sign = '', whole = '', rest = ''] = parts
  return `${sign === '-' ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`
}
