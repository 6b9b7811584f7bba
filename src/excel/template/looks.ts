import type { Look } from '../workbook.ts'

/** One ink, one accent, three greys, three signals; a signal never speaks by colour alone. */
export const INK = '1F2933'
export const ACCENT = '1F5A8C'
export const GREY = '7B8794'
export const LINE = 'CBD2D9'
const PAPER = 'F5F7FA'
const HEAD = 'E4ECF4'
export const INPUT = 'FFFBE6'

export const signals = {
  error: { ink: '9B1C1C', fill: 'FBD5D5' },
  explain: { ink: '8A5A00', fill: 'FDE8B3' },
  done: { ink: '1E6B3A', fill: 'DDF2E3' },
  note: { ink: '52606D', fill: 'E4E7EB' },
} as const

export const title: Look = { bold: true, size: 14, ink: ACCENT }
export const subtitle: Look = { ink: GREY, size: 9 }
export const head: Look = { bold: true, ink: INK, fill: HEAD, border: LINE, align: 'center', wrap: true }
export const sectionHead: Look = { bold: true, ink: ACCENT, fill: PAPER, border: LINE }
export const text: Look = { ink: INK, border: LINE }
export const wrapped: Look = { ink: INK, border: LINE, wrap: true }
export const quiet: Look = { ink: GREY, border: LINE, fill: PAPER }
export const centred: Look = { ink: INK, border: LINE, align: 'center' }
export const link: Look = { ink: ACCENT, border: LINE }
export const plainWrapped: Look = { ink: INK, wrap: true }
/** What checks say: grey for notes; errors and what wants a reason take their colour by their mark. */
export const message: Look = { ink: GREY, border: LINE }

const inputs = new Map<string, Look>()

/** A cell for typing into, with its number format. The same format yields the same look, so that styles stay few. */
export function input(format: string, align: 'left' | 'center' | 'right'): Look {
  const key = `${format}|${align}`
  const made = inputs.get(key)
  if (made) return made
  const look: Look = { ink: INK, fill: INPUT, border: LINE, format, align, isUnlocked: true }
  inputs.set(key, look)
  return look
}

const numbers = new Map<string, Look>()

/** A number that is shown and not typed. */
export function shownNumber(format: string): Look {
  const made = numbers.get(format)
  if (made) return made
  const look: Look = { ink: GREY, fill: PAPER, border: LINE, format, align: 'right' }
  numbers.set(format, look)
  return look
}

/** `#,##0.00` for two decimals. */
export function numberFormat(decimals: number): string {
  return decimals > 0 ? `#,##0.${'0'.repeat(decimals)}` : '#,##0'
}
