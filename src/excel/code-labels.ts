import type { Catalog, Code, CodeList } from '../catalog/index.ts'
import { isInForce, type Language, nameKey, type ReportingYear } from '../kernel/index.ts'

/**
 * How the codes of a list are shown in cells and drop-downs, and how what people write there is read back. Official
 * numbers stand before the name (051300 数控技术应用), as people know them by both.
 */
export class CodeLabels {
  readonly #byCode = new Map<string, string>()
  readonly #byText = new Map<string, string | undefined>()
  readonly #digits: number | undefined

  constructor(list: CodeList, year: ReportingYear, language: Language = 'zh') {
    const codes = list.codes.filter((entry) => isInForce(entry.in_force, year))
    const areNumbers = codes.length > 0 && codes.every(({ code }) => /^\d{2,}$/.test(code))
    const names = new Map<string, number>()
    for (const { name } of codes) names.set(name[language], (names.get(name[language]) ?? 0) + 1)
    for (const { code, name } of codes) {
      const isShared = (names.get(name[language]) ?? 0) > 1
      const label = areNumbers || isShared ? `${code} ${name[language]}` : name[language]
      this.#byCode.set(code, label)
    }
    const lengths = new Set(codes.map(({ code }) => code.length))
    this.#digits = areNumbers && lengths.size === 1 ? [...lengths][0] : undefined
    this.#learn(codes)
  }

  /** Codes in force with their labels, in the order of the list. */
  entries(): IterableIterator<[string, string]> {
    return this.#byCode.entries()
  }

  label(code: string): string | undefined {
    return this.#byCode.get(code)
  }

  /** The code that a text means: a code, a label, a name in either language, a synonym; undefined where none or several. */
  read(text: string): string | undefined {
    const key = nameKey(text)
    const found = this.#byText.get(key)
    if (found !== undefined) return found
    // 051300 typed into a spreadsheet becomes 51300.
    if (this.#digits !== undefined && /^\d+$/.test(key)) {
      const padded = key.padStart(this.#digits, '0')
      return this.#byCode.has(padded) ? padded : undefined
    }
    return undefined
  }

  #learn(codes: readonly Code[]): void {
    // Exact names come before synonyms; a text that two codes claim in the same rank means neither.
    const ranks: ((entry: Code) => readonly string[])[] = [
      ({ code }) => [code],
      ({ code }) => [this.#byCode.get(code) ?? code],
      ({ code, name }) => [name.zh, name.en, `${code}${name.zh}`, `${code}-${name.zh}`, `${code} ${name.en}`],
      ({ synonyms = [] }) => synonyms,
    ]
    for (const rank of ranks) {
      const inRank = new Map<string, string | undefined>()
      for (const entry of codes) {
        for (const text of rank(entry)) {
          const key = nameKey(text)
          const other = inRank.has(key) && inRank.get(key) !== entry.code
          inRank.set(key, other ? undefined : entry.code)
        }
      }
      for (const [key, code] of inRank) if (!this.#byText.has(key)) this.#byText.set(key, code)
    }
  }
}

/** Labels of every list, each made once. */
export class AllCodeLabels {
  readonly #catalog: Pick<Catalog, 'codeLists'>
  readonly #year: ReportingYear
  readonly #language: Language
  readonly #made = new Map<string, CodeLabels>()

  constructor(catalog: Pick<Catalog, 'codeLists'>, year: ReportingYear, language: Language = 'zh') {
    this.#catalog = catalog
    this.#year = year
    this.#language = language
  }

  of(list: string): CodeLabels {
    const made = this.#made.get(list)
    if (made) return made
    const definition = this.#catalog.codeLists.get(list)
    if (!definition) throw new Error(`the catalog has no code list ${list}`)
    const labels = new CodeLabels(definition, this.#year, this.#language)
    this.#made.set(list, labels)
    return labels
  }
}

/** How a yes-or-no is written, and what else is read as one. */
export const YES = '是'
export const NO = '否'
const flags: ReadonlyMap<string, boolean> = new Map([
  ...['是', '有', '对', '√', '✓', '✔', 'y', 'yes', 'true', 't', '1'].map((text) => [text, true] as const),
  ...['否', '无', '没有', '不是', '错', '×', '✗', '✘', 'x', 'n', 'no', 'false', 'f', '0'].map(
    (text) => [text, false] as const,
  ),
])

export function readFlag(text: string): boolean | undefined {
  return flags.get(nameKey(text))
}
