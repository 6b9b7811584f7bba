import type { Catalog } from '../../catalog/index.ts'

/** Why what was typed or pasted was not taken: no number, a number with 万 or a unit, more digits than fit, no such reason. */
export type Trouble = 'number' | 'magnitude' | 'long' | 'reason'

/** What was typed, as a cell understands it: the decimal text, null for an emptied cell, or what is wrong with it. */
export type Typed = { readonly value: string | null } | { readonly trouble: Trouble }

/** Digits before and after the point that a cell takes, as on the server. */
const LONGEST = /^-?\d{1,15}(\.\d{1,6})?$/
const PLAIN = /^-?\d+(\.\d+)?$/
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/
/** A number that says of itself in what it counts: `3万`, `12.5%`, `40人`. */
const WITH_UNIT = /^[-+]?[\d,.]+\p{Letter}+\d*$|^[-+]?[\d,.]+[%‰¥]$|^¥/u

/** Reads a number with full-width digits, blanks and separators of thousands. `3万` is no number: it says so. */
export function readTyped(text: string): Typed {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace('−', '-')
  if (plain === '') return { value: null }
  if (PLAIN.test(plain) || GROUPED.test(plain)) {
    const value = plain.replaceAll(',', '')
    return LONGEST.test(value) ? { value } : { trouble: 'long' }
  }
  return { trouble: WITH_UNIT.test(plain) ? 'magnitude' : 'number' }
}

/** The code of a reason for a missing value by its code, its name in either language, or what people call it. */
export function readReason(catalog: Catalog, text: string): string | undefined {
  const wanted = plainWords(text)
  return catalog.codeLists
    .get('missing_reasons')
    ?.codes.find(({ code, name, synonyms }) =>
      [code, name.zh, name.en, ...(synonyms ?? [])].some((one) => plainWords(one) === wanted),
    )?.code
}

function plainWords(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}
