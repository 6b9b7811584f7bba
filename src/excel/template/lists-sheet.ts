import type { Catalog } from '../../catalog/index.ts'
import type { Language, ReportingYear } from '../../kernel/index.ts'
import { AllCodeLabels, NO, YES } from '../code-labels.ts'
import { sheetPrefix } from '../formulas/syntax.ts'
import { SheetDraft } from '../workbook.ts'
import { absolute, hiddenSheets } from './plan.ts'

/** The hidden sheet of code lists, one column each, and the named ranges that drop-downs and formulas use. */
export class ListsSheet {
  readonly sheet = new SheetDraft(hiddenSheets.lists)
  readonly labels: AllCodeLabels
  readonly #names = new Map<string, { name: string; range: string }>()

  constructor(catalog: Pick<Catalog, 'codeLists'>, year: ReportingYear, language: Language = 'zh') {
    this.labels = new AllCodeLabels(catalog, year, language)
    this.sheet.visibility = 'veryHidden'
  }

  /** Name of the range that holds the labels of a code list. */
  nameOf(list: string): string {
    return this.#place(list, () => [...this.labels.of(list).entries()].map(([, label]) => label))
  }

  flags(): string {
    return this.#place('yes_no', () => [YES, NO])
  }

  names(): readonly { name: string; range: string }[] {
    return [...this.#names.values()]
  }

  #place(list: string, texts: () => readonly string[]): string {
    const placed = this.#names.get(list)
    if (placed) return placed.name
    const column = this.#names.size
    const labels = texts()
    this.sheet.put(0, column, { value: list })
    for (const [index, label] of labels.entries()) this.sheet.put(index + 1, column, { value: label })
    const last = Math.max(1, labels.length)
    const name = `list_${list}`
    const range = `${sheetPrefix(hiddenSheets.lists)}${absolute(1, column)}:${absolute(last, column)}`
    this.#names.set(list, { name, range })
    return name
  }
}
