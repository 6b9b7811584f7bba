/** Most cells: nothing in them but visible half-width marks and common characters. */
const PLAIN = /^[!-~\u4E00-\u9FA5]*$/

/** The words of a cell without what cannot be seen: blanks at the ends (of every kind), zero-width marks. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(/[\u200B-\u200F\u2060\uFEFF\u00AD]/g, '').trim()
}

/** Full-width digits, letters and marks as half-width ones: １２３．５ is 123.5. */
export function halfWidth(text: string): string {
  if (PLAIN.test(text)) return text
  return visible(text).normalize('NFKC').trim()
}

/** How a column's head is compared: without its mark for required, its unit in brackets, and blanks. */
export function headKeys(text: string): string[] {
  const whole = halfWidth(text)
    .replace(/[*＊:：]+$/g, '')
    .replace(/\s+/g, '')
    .toLowerCase()
  const bare = whole.replace(/[*＊]/g, '').replace(/[([【][^)\]】]*[)\]】]/g, '')
  return bare === '' || bare === whole ? [whole] : [whole, bare]
}

/** The nearest of the candidates, for a suggestion; undefined where none is near. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const distance = editDistance(text, candidate) / Math.max(text.length, candidate.length, 1)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return least <= 0.5 ? best : undefined
}

/** How many characters must be changed, added or left out to make one text of the other. */
function editDistance(a: string, b: string): number {
  if (a.length > 60 || b.length > 60) return Math.max(a.length, b.length)
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}
