import type { Catalog, DataElement } from '../../catalog/index.ts'
import type { ReportingYear } from '../../kernel/index.ts'
import type { AllCodeLabels } from '../code-labels.ts'
import type { RawCell, SheetRow } from '../read/sheet.ts'
import { REASONS } from '../template/contents.ts'
import type { FilePlace, ImportFault } from './fault.ts'
import { numberWanted } from './field-value.ts'
import { readNumber } from './number.ts'
import { halfWidth, headKeys, nearest, visible } from './text.ts'

/** What a file says of one data element: a number, a reason for there being none, or nothing. */
export interface TypedEntry {
  readonly element: string
  readonly cell: string
  /** Exact decimal text. */
  readonly value: string | null
  /** Code of the reason why there is no value. */
  readonly reason: string | null
  readonly place: FilePlace
}

/** Which columns of a sheet hold what: the element by id or by name, this year's value, the reason. */
export interface FormHead {
  readonly row: number
  readonly key: number | undefined
  readonly name: number | undefined
  readonly value: number
  readonly reason: number | undefined
}

/** Digits that a value of the draft may have before and behind the point. */
const KEPT = /^-?\d{1,15}(\.\d{1,6})?$/

const KEY_TITLES = ['编号', '代码', '数据项编号', '指标代码', 'id', 'code', 'element']
const NAME_TITLES = [
  '数据项',
  '数据项名称',
  '指标',
  '指标名称',
  '项目',
  '名称',
  'dataelement',
  'name',
  'item',
]
const REASON_TITLES = ['缺数原因', '未填原因', '原因', 'reasonifblank', 'reason']

/** The head of a table of data elements; undefined where the rows hold none. */
export function formHead(rows: readonly SheetRow[], year: ReportingYear): FormHead | undefined {
  const valueTitles = [
    `${year}年`,
    String(year),
    '本年',
    '本年度',
    '数值',
    '值',
    '填报值',
    'value',
    `${year}value`,
  ]
  for (const { number, cells } of rows) {
    const column = (titles: readonly string[]) => {
      const found = cells.findIndex((cell) => {
        const text = cell?.kind === 'text' ? cell.text : cell?.kind === 'number' ? cell.text : undefined
        return text !== undefined && headKeys(text).some((key) => titles.includes(key))
      })
      return found < 0 ? undefined : found
    }
    const [key, name, value] = [column(KEY_TITLES), column(NAME_TITLES), column(valueTitles)]
    if (value === undefined || (key === undefined && name === undefined)) continue
    return { row: number, key, name, value, reason: column(REASON_TITLES) }
  }
  return undefined
}

/** Reads the rows of a sheet of data elements. */
export class FormReader {
  readonly #catalog: Catalog
  readonly #year: ReportingYear
  readonly #labels: AllCodeLabels
  readonly #head: FormHead
  readonly #sheet: string
  readonly #names: ReadonlyMap<string, DataElement>
  readonly #seen = new Map<string, number>()

  constructor(
    context: { catalog: Catalog; year: ReportingYear; labels: AllCodeLabels },
    head: FormHead,
    sheet: string,
    elements: readonly DataElement[],
  ) {
    this.#catalog = context.catalog
    this.#year = context.year
    this.#labels = context.labels
    this.#head = head
    this.#sheet = sheet
    this.#names = namesOf(elements)
  }

  read(rows: readonly SheetRow[]): { entries: TypedEntry[]; faults: ImportFault[] } {
    const entries: TypedEntry[] = []
    const faults: ImportFault[] = []
    for (const row of rows) {
      if (row.number <= this.#head.row) continue
      const title = this.#title(row)
      const valueCell = row.cells[this.#head.value]
      const reasonCell = this.#head.reason === undefined ? undefined : row.cells[this.#head.reason]
      if (title === undefined) {
        // A number beside no name belongs to nothing we know.
        if (valueCell?.kind === 'number')
          faults.push(this.#fault('IMP-043', {}, row.number, this.#head.value))
        continue
      }
      const element = this.#find(title.text)
      if (!element) {
        if (!valueCell && !reasonCell) continue
        const suggestion = this.#suggestion(title.text)
        faults.push(
          this.#fault(
            suggestion === undefined ? 'IMP-044' : 'IMP-047',
            { name: title.text, suggestion: suggestion ?? '' },
            row.number,
            title.column,
          ),
        )
        continue
      }
      const entry = this.#entry(element, row.number, valueCell, reasonCell, faults)
      if (entry) entries.push(entry)
    }
    return { entries, faults }
  }

  #entry(
    element: DataElement,
    row: number,
    valueCell: RawCell | undefined,
    reasonCell: RawCell | undefined,
    faults: ImportFault[],
  ): TypedEntry | undefined {
    const params = { field: element.name.zh, field_en: element.name.en }
    const first = this.#seen.get(element.id)
    if (first !== undefined) {
      faults.push(this.#fault('IMP-042', { key: element.name.zh, first }, row, this.#head.value))
      return undefined
    }
    this.#seen.set(element.id, row)
    const value = valueCell
      ? readNumber(valueCell, numberWanted(this.#catalog, element.unit))
      : { value: null }
    if ('fault' in value) {
      faults.push(this.#fault(value.fault, { ...params, ...value.params }, row, this.#head.value))
      return undefined
    }
    // People and pieces are counted in whole numbers; 12.5 students are a slip.
    if (value.value && element.decimals === 0 && !value.value.isInteger()) {
      faults.push(this.#fault('IMP-035', { ...params, value: value.value.toFixed() }, row, this.#head.value))
      return undefined
    }
    if (value.value && !KEPT.test(value.value.toFixed())) {
      faults.push(this.#fault('IMP-030', { ...params, value: value.value.toFixed() }, row, this.#head.value))
      return undefined
    }
    const reason = this.#reason(reasonCell, params, row, faults)
    if (reason === undefined) return undefined
    if (value.value && reason !== null) {
      faults.push(this.#fault('IMP-046', params, row, this.#head.reason))
      return undefined
    }
    const place = { sheet: this.#sheet, row, column: this.#head.value }
    return { element: element.id, cell: '', value: value.value?.toFixed() ?? null, reason, place }
  }

  /** The reason's code, null where none is given, undefined where what is given is none. */
  #reason(
    cell: RawCell | undefined,
    params: Readonly<Record<string, string>>,
    row: number,
    faults: ImportFault[],
  ): string | null | undefined {
    if (!cell) return null
    const text = cell.kind === 'text' || cell.kind === 'number' ? visible(cell.text) : '?'
    if (text === '') return null
    const code = this.#labels.of(REASONS).read(text)
    if (code === undefined) {
      faults.push(this.#fault('IMP-040', { ...params, value: text }, row, this.#head.reason))
    }
    return code
  }

  #title(row: SheetRow): { text: string; column: number } | undefined {
    for (const column of [this.#head.key, this.#head.name]) {
      const cell = column === undefined ? undefined : row.cells[column]
      if (column !== undefined && cell?.kind === 'text') return { text: cell.text, column }
    }
    return undefined
  }

  #find(title: string): DataElement | undefined {
    const id = visible(title)
    const element = /^[a-z][a-z0-9_]*$/.test(id) ? this.#catalog.elements.inForce(id, this.#year) : undefined
    if (element && this.#names.get(element.id.toLowerCase()) === element) return element
    return headKeys(title).flatMap((key) => this.#names.get(key) ?? [])[0]
  }

  #suggestion(title: string): string | undefined {
    const name = nearest(headKeys(title)[0] ?? '', this.#names.keys())
    return name === undefined ? undefined : this.#names.get(name)?.name.zh
  }

  #fault(code: string, params: ImportFault['params'], row: number, column: number | undefined): ImportFault {
    return { code, params, place: { sheet: this.#sheet, row, ...(column === undefined ? {} : { column }) } }
  }
}

function namesOf(elements: readonly DataElement[]): ReadonlyMap<string, DataElement> {
  const names = new Map<string, DataElement>()
  const ranks: ((element: DataElement) => readonly string[])[] = [
    (element) => [element.id],
    (element) => [element.name.zh, element.name.en],
    (element) => element.synonyms ?? [],
  ]
  for (const rank of ranks) {
    for (const element of elements) {
      for (const name of rank(element)) {
        const key = headKeys(halfWidth(name))[0] ?? ''
        if (!names.has(key)) names.set(key, element)
      }
    }
  }
  return names
}
