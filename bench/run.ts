import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { sweep } from '../test/sweep.ts'
import type { Line } from './measure.ts'
import { cell } from './parts/cell.ts'
import { checks } from './parts/checks.ts'
import { clerks } from './parts/clerks.ts'
import { country } from './parts/country.ts'
import { withDemonstration } from './parts/demonstration.ts'
import { evaluation } from './parts/evaluation.ts'
import { excel } from './parts/excel.ts'
import { indicators } from './parts/indicators.ts'
import { registerRows } from './parts/register-rows.ts'
import { report } from './parts/report.ts'
import { start } from './parts/start.ts'
import { printHead, printLine } from './table.ts'

/**
 * `npm run bench`: every speed that we speak of, beside a peer or a limit in the same run. `npm run bench -- report`
 * measures one part: `checks` the full run of all checks over 500 schools, `clerks` 300 clerks saving at once, `cell` the
 * time from a key to its findings in Chromium. What was measured stands in bench/results.json, with the machine.
 */
const parts: Readonly<Record<string, () => Line[] | Promise<Line[]>>> = {
  report: () => withDemonstration(report),
  indicators: () => withDemonstration(indicators),
  country,
  rows: registerRows,
  excel,
  checks,
  clerks,
  cell,
  start,
  evaluation,
}

const { positionals } = parseArgs({ allowPositionals: true })
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  process.stderr.write(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}\n`)
  process.exit(2)
}

const lines: Line[] = []
let overBar = 0
printHead()
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  for (const line of await measured(name, measure)) {
    lines.push(line)
    overBar += printLine(line) ? 0 : 1
  }
}

await sweep()

const [processor] = cpus()
const machine = {
  processor: processor?.model ?? 'unknown',
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 1024 ** 3)} GiB`,
  system: `${process.platform} ${process.arch}`,
  node: process.versions.node,
}
if (positionals.length === 0) {
  const results = { date: new Date().toISOString().slice(0, 10), machine, lines: lines.map(rounded) }
  writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
}
process.stdout.write(
  `\n${machine.cores} × ${machine.processor}, ${machine.memory}, Node ${machine.node}. ${overBar === 0 ? 'Every bar is met.' : `${overBar} over their bar.`}\n`,
)

/** A part that fails is a line of the table, and the others are still measured. */
async function measured(name: string, measure: () => Line[] | Promise<Line[]>): Promise<Line[]> {
  try {
    return await measure()
  } catch (error) {
    process.exitCode = 1
    return [{ name, skipped: `failed: ${(error as Error).message}` }]
  }
}

function rounded(line: Line): Line {
  if ('skipped' in line) return line
  const digits = (value: number) => Number(value.toPrecision(4))
  return { ...line, ours: digits(line.ours), theirs: digits(line.theirs) }
}
