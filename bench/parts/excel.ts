import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import {
  type AppContext,
  closeApp,
  IMPORT_DEFAULTS,
  importFile,
  openApp,
  openCollectionRound,
  programActor,
} from '../../src/app/index.ts'
import { readCatalog } from '../../src/catalog/files.ts'
import { demonstration } from '../../src/demo/index.ts'
import { AllCodeLabels } from '../../src/excel/code-labels.ts'
import { exportCell, exportColumns } from '../../src/excel/export.ts'
import { readReturn } from '../../src/excel/import/read-return.ts'
import { DEFAULT_LIMITS } from '../../src/excel/limits.ts'
import { endThreads } from '../../src/excel/thread/thread.ts'
import { streamWorkbook } from '../../src/excel/workbook.ts'
import type { Row } from '../../src/formula/index.ts'
import type { OrgUnit } from '../../src/kernel/index.ts'
import { writeOrgUnits } from '../../src/store/index.ts'
import { type Line, once } from '../measure.ts'

const YEAR = 2017
const MANY = 10_000
const VERY_MANY = 100_000
const MEGABYTE = 1024 * 1024

const { catalog } = readCatalog()
const found = catalog.registers.inForce('placements', YEAR)
if (!found) throw new Error('the catalog has no register of placements')
const register = found
const columns = register.fields.length
const actor = programActor('bench')

/**
 * Workbooks of the demonstration's placements (synthetic): read and checked, and imported whole into a draft, beside the bare reading of the
 * same bytes by the library that reads fastest of those we tried.
 */
export async function excel(): Promise<Line[]> {
  const many = await workbookOf(MANY)
  const veryMany = await workbookOf(VERY_MANY)
  const bare = await best(3, () => bareRows(many, MANY))
  const checked = await best(3, () => readAndCheck(many, MANY))
  const imported = await withSchool(async (app) => {
    // The first file of a server starts a thread and reads the catalog in it; people meet the second.
    await taken(app, await workbookOf(10), 10)
    return (await once(() => taken(app, many, MANY))).milliseconds
  })
  const bareLong = await once(() => bareRows(veryMany, VERY_MANY))
  const long = await once(() => readAndCheck(veryMany, VERY_MANY))
  const of = (rows: number) => `workbook of ${rows.toLocaleString('en')} × ${columns}`
  const reading = 'hucre reading the same bytes into arrays'
  return [
    { name: `${of(MANY)}: read and checked`, ours: checked, against: reading, theirs: bare },
    {
      name: `${of(MANY)}: imported into a draft, every row checked, stored, counted`,
      ours: imported,
      against: 'the limit of 3 s',
      theirs: 3000,
      bar: 1,
      note: 'one transaction, with what all checks say of the draft afterwards',
    },
    {
      name: `${of(VERY_MANY)}: read and checked`,
      ours: long.milliseconds,
      against: reading,
      theirs: bareLong.milliseconds,
    },
    {
      name: `${of(VERY_MANY)}: heap in use at the end`,
      ours: long.result.late,
      against: 'after the first tenth',
      theirs: long.result.early,
      unit: 'MB',
      bar: 1.5,
      note: 'near 1: memory is flat',
    },
  ]
}

async function workbookOf(count: number): Promise<Uint8Array> {
  const labels = new AllCodeLabels(catalog, YEAR)
  const pieces: Uint8Array[] = []
  const lines = rowsOf(count).map((row) =>
    register.fields.map((field) => exportCell(field, row[field.id] ?? null, labels)),
  )
  for await (const piece of streamWorkbook(register.name.zh, exportColumns(register, 'zh'), lines)) {
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** As many rows as are wanted: those of all schools, again under other keys when they are used up. */
function rowsOf(count: number): Row[] {
  const rows: Row[] = []
  for (const { year, rows: registers } of demonstration().returns()) {
    if (year === YEAR) rows.push(...(registers.get(register.id) ?? []))
  }
  const [key = ''] = register.key
  return Array.from({ length: count }, (_, index) => {
    const row = rows[index % rows.length] ?? {}
    return { ...row, [key]: `${row[key]}-${Math.floor(index / rows.length)}` }
  })
}

async function bareRows(bytes: Uint8Array, count: number): Promise<void> {
  const { sheets } = await readXlsx(bytes)
  const rows = sheets[0]?.rows.length
  if (rows !== count + 1) throw new Error(`hucre read ${rows} rows`)
}

async function readAndCheck(bytes: Uint8Array, count: number): Promise<{ early: number; late: number }> {
  let rows = 0
  let early = 0
  const target = {
    catalog,
    unit: { code: 'bench', name: '合成学校', level: 'school' as const },
    orgUnit: '1',
    year: YEAR,
    limits: DEFAULT_LIMITS,
  }
  for await (const event of readReturn('实习.xlsx', bytes, target)) {
    if (event.kind === 'faults') throw new Error(`${event.faults[0]?.code} at ${event.faults[0]?.place.row}`)
    if (event.kind === 'rows') rows += event.rows.length
    if (early === 0 && rows >= count / 10) early = heapMegabytes()
  }
  if (rows !== count) throw new Error(`${rows} rows were read of ${count}`)
  return { early, late: heapMegabytes() }
}

function heapMegabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / MEGABYTE
}

async function best(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push((await once(work)).milliseconds)
  return Math.min(...times)
}

async function taken(app: AppContext, bytes: Uint8Array, count: number): Promise<void> {
  const file = { name: '实习.xlsx', bytes }
  const { outcome } = await importFile(app, actor, 'bench', YEAR, file, IMPORT_DEFAULTS)
  const rows = outcome.registers[0]?.rows
  if (outcome.state !== 'imported' || rows !== count) throw new Error(`${outcome.state}, ${rows} rows`)
}

/** A school of its own with an open round, in a database of its own. */
async function withSchool<T>(work: (app: AppContext) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-bench-'))
  try {
    const app = await openApp({ dataFolder: folder })
    try {
      await writeOrgUnits(app.database.db, units, [YEAR - 1, YEAR])
      await app.units.refresh()
      const deadline = new Date(Date.now() + 86_400_000)
      await openCollectionRound(app, actor, 'city', YEAR, { title: '测速', deadline })
      return await work(app)
    } finally {
      await closeApp(app)
      await endThreads()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const unit = (id: number, level: OrgUnit['level'], code: string, parentId?: number): OrgUnit => ({
  id,
  code,
  level,
  aliases: [],
  versions: [{ name: code, nameEn: '', status: 'open', attributes: {}, inForce: {}, parentId }],
})
const units = [unit(1, 'nation', 'nation'), unit(2, 'city', 'city', 1), unit(3, 'school', 'bench', 2)]
