import type { Register } from '../catalog/index.ts'
import { AllCodeLabels, csvLine, exportCell, exportColumns, streamWorkbook } from '../excel/index.ts'
import type { Row } from '../formula/index.ts'
import type { Language, ReportingYear } from '../kernel/index.ts'
import { eachSheetRow, type SheetPlace, type Tx } from '../store/index.ts'
import type { Actor } from './actor.ts'
import type { AppContext } from './context.ts'
import { deedAt, unitAt } from './desk/place.ts'
import { maskedRow } from './desk/row-values.ts'
import { registerAt } from './desk/sheet.ts'
import { perform } from './perform.ts'

export interface RegisterExport {
  readonly format: 'xlsx' | 'csv'
  readonly language: Language
  /** Personal fields in clear; a permission of its own, and the trail keeps it. */
  readonly isClear: boolean
}

/** By this mark Excel recognises UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * All rows of a register as a file that our own import knows again, personal fields masked unless they are asked for
 * in clear. A cell that a spreadsheet would run as a formula stays a text. That it was taken is in the trail.
 * @throws AppError ORG-001, REG-001, ACC-003
 */
export async function exportRegister(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
  { format, language, isClear }: RegisterExport,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const unit = await unitAt(app, org, year)
  const register = registerAt(app, id, year)
  const place = { unitId: unit.id, year, register }
  const columns = exportColumns(register, language)
  const deed = deedAt(isClear ? 'register.reveal' : 'register.export', unit, year, {
    object: `${id}.${format}`,
    areas: [id],
  })
  const { bytes } = await perform(
    app,
    actor,
    deed,
    async (tx) => {
      let rows = 0
      async function* lines(): AsyncGenerator<(string | number | null)[]> {
        for await (const line of linesOf(app, tx, place, language, isClear)) {
          rows += 1
          yield line
        }
      }
      const stream =
        format === 'xlsx'
          ? streamWorkbook(register.name[language].slice(0, 31), columns, lines())
          : csvPieces(
              columns.map(({ title }) => title),
              lines(),
            )
      return { bytes: await joined(stream), rows }
    },
    ({ rows }) => ({ rows, isClear }),
  )
  return { name: `${unit.name}${year}${register.name[language]}.${format}`, bytes }
}

async function* linesOf(
  app: AppContext,
  tx: Tx,
  place: SheetPlace,
  language: Language,
  isClear: boolean,
): AsyncGenerator<(string | number | null)[]> {
  const { register, year } = place
  const labels = new AllCodeLabels(app.catalog, year, language)
  for await (const batch of eachSheetRow(tx, place)) {
    for (const { data } of batch) {
      const open = app.secrets.openRow(register, data)
      const row = isClear ? open : maskedRow(register, open)
      yield register.fields.map((field) => shown(field, row, labels))
    }
  }
}

function shown(field: Register['fields'][number], row: Row, labels: AllCodeLabels): string | number | null {
  return exportCell(field, row[field.id] ?? null, labels)
}

async function* csvPieces(
  titles: readonly string[],
  lines: AsyncIterable<readonly (string | number | null)[]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(`${BYTE_ORDER_MARK}${csvLine(titles)}`)
  for await (const line of lines) yield encoder.encode(csvLine(line))
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return new Uint8Array(Buffer.concat(all))
}
