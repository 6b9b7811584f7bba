import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { readCatalog } from '../../src/catalog/files.ts'
import { demonstration } from '../../src/demo/index.ts'
import { AllCodeLabels } from '../../src/excel/code-labels.ts'
import { FieldNames, registerHead } from '../../src/excel/import/heads.ts'
import { RegisterReader } from '../../src/excel/import/read-register.ts'
import { DEFAULT_LIMITS } from '../../src/excel/limits.ts'
import { rowsOfPieces } from '../../src/excel/read/csv.ts'
import type { SheetRow } from '../../src/excel/read/sheet.ts'
import { csvLine } from '../../src/excel/workbook.ts'
import type { Row } from '../../src/formula/index.ts'
import { ReturnReducer } from '../../src/indicators/index.ts'
import { type Line, once } from '../measure.ts'

const ROWS = 1_000_000
/** One file of many schools: the reader starts anew with each, as it does in life. */
const ROWS_OF_A_SCHOOL = 1_000
const YEAR = 2017
/** What our elements are counted by. */
const COUNTED = [
  'mode',
  'grade',
  'programme',
  'household',
  'sex',
  'minority',
  'boarder',
  'new_entrant',
  'tuition_waived',
  'fitness',
]
const MEGABYTE = 1024 * 1024

const { catalog } = readCatalog()
const labels = new AllCodeLabels(catalog, YEAR)
const found = catalog.registers.inForce('students', YEAR)
if (!found) throw new Error('the catalog has no register of students')
const register = found

/** (d) A million student rows from CSV: every cell read and checked, every row checked, every element counted. */
export async function registerRows(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-bench-'))
  const file = join(folder, 'students.csv')
  try {
    await writeRows(file)
    const ours = await once(() => readAndReduce(file))
    const theirs = await once(() => duckCounts(file))
    const same = ours.result.students === theirs.result
    if (!same) throw new Error(`we count ${ours.result.students} students, DuckDB ${theirs.result}`)
    const size = Math.round(statSync(file).size / MEGABYTE)
    return [
      {
        name: `(d) ${ROWS.toLocaleString('en')} student rows of CSV (${size} MB): parse, validate, reduce`,
        ours: ours.milliseconds,
        against: 'DuckDB reading the same file and counting the same groups, no row checked',
        theirs: theirs.milliseconds,
        note: `${Math.round(ROWS / (ours.milliseconds / 1000)).toLocaleString('en')} rows a second on one core; DuckDB takes both`,
      },
      {
        name: '(d) heap in use after the last 100,000 rows',
        ours: ours.result.late,
        against: 'after the first 100,000',
        theirs: ours.result.early,
        unit: 'MB',
        bar: 1.5,
        note: 'near 1: memory is flat',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writeRows(file: string): Promise<void> {
  const rows = demonstrationStudents()
  function* lines(): Generator<string> {
    yield csvLine(register.fields.map((field) => field.name.zh))
    for (let index = 0; index < ROWS; index += 1) {
      const row = rows[index % rows.length] ?? {}
      // Numbers repeat after thirty thousand rows; the student's number says which copy this is.
      const own = { ...row, student_no: `${row.student_no}-${Math.floor(index / rows.length)}` }
      yield csvLine(register.fields.map((field) => cellText((own as Row)[field.id] ?? null)))
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
}

function demonstrationStudents(): Row[] {
  const rows: Row[] = []
  for (const { year, rows: registers } of demonstration().returns()) {
    if (year === YEAR) rows.push(...(registers.get('students') ?? []))
  }
  return rows
}

function cellText(cell: Row[string]): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return String(cell)
}

async function readAndReduce(file: string): Promise<{ students: number; early: number; late: number }> {
  const limits = { ...DEFAULT_LIMITS, rows: ROWS + 1, fileBytes: 1024 * MEGABYTE }
  const names = new FieldNames(register)
  const context = {
    catalog,
    unit: { code: 'bench', name: '合成学校', level: 'school' as const },
    orgUnit: 'bench',
    year: YEAR,
    limits,
    labels,
    countsFrom1904: false,
  }
  const reducer = new ReturnReducer(catalog, YEAR)
  let reader: RegisterReader | undefined
  let count = 0
  let early = 0
  const start = (rows: readonly SheetRow[]) => {
    const head = registerHead(names, rows.slice(0, 30))
    if (!head) throw new Error('the head of the file was not recognised')
    return new RegisterReader(context, head, 'students')
  }
  const pieces = createReadStream(file, { highWaterMark: 256 * 1024 })
  for await (const rows of rowsOfPieces('students.csv', pieces, 'utf-8', ',', limits)) {
    reader ??= start(rows)
    if (reader.count >= ROWS_OF_A_SCHOOL) reader = new RegisterReader(context, reader.head, 'students')
    const { rows: typed, faults } = reader.read(rows)
    if (faults.length > 0) throw new Error(`row ${faults[0]?.place.row}: ${faults[0]?.code}`)
    for (const { row, findings } of typed) {
      if (findings.length > 0) throw new Error(`${findings[0]?.code} at ${JSON.stringify(row)}`)
      reducer.add('students', row)
    }
    const before = count
    count += typed.length
    if (before < ROWS / 10 && count >= ROWS / 10) early = heapMegabytes()
  }
  const late = heapMegabytes()
  if (count !== ROWS) throw new Error(`${count} rows were read of ${ROWS}`)
  const students = reducer
    .counted()
    .find(({ element, cell }) => element === 'enrolment_full_time' && cell === '')
  if (students?.observed.state !== 'known') throw new Error('the students were not counted')
  return { students: students.observed.value.toNumber(), early, late }
}

function heapMegabytes(): number {
  if (!globalThis.gc) throw new Error('run with --expose-gc')
  globalThis.gc()
  return process.memoryUsage().heapUsed / MEGABYTE
}

/** The same groups that our elements count, and the students in full-time study as a check of both. */
async function duckCounts(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const dimensions = COUNTED.map((id) => {
    const field = register.fields.find((candidate) => candidate.id === id)
    if (!field) throw new Error(`the register of students has no ${id}`)
    return field.name.zh
  })
  const query = `select ${dimensions.map((name) => `"${name}"`).join(', ')}, count(*) as n
    from read_csv('${file}', header = true, all_varchar = true) group by grouping sets (${dimensions.map((name) => `("${name}")`).join(', ')})`
  const rows = (await connection.runAndReadAll(query)).getRowObjects()
  connection.closeSync()
  instance.closeSync()
  return Number(rows.find((row) => row.学习形式 === 'full_time')?.n ?? 0)
}
