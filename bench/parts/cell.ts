import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { readCatalog } from '../../src/catalog/files.ts'
import {
  type DraftBundle,
  type DraftValue,
  draftWorld,
  localChecks,
  runChecks,
} from '../../src/checks/index.ts'
import { demonstration } from '../../src/demo/index.ts'
import { isKnown } from '../../src/kernel/index.ts'
import { launchChromium } from '../../test/browser/chromium.ts'
import type { Line } from '../measure.ts'
import { returnedValues } from './checks.ts'

const SCHOOL = 'qy-gongmao'
const YEAR = 2017
const KEYS = 60
const LIMIT = 100

const { catalog, raw } = readCatalog()

/**
 * A key pressed in a cell until the findings are painted, in Chromium: the checks that a page of entry runs, built by
 * Vite as it is, over a draft of the demonstration's largest school. The screen round it is the bench's own.
 */
export async function cell(): Promise<Line[]> {
  const bundle = draft()
  const element = telling(bundle)
  const only = localChecks(catalog, YEAR)
  const checks = catalog.checks.all(YEAR).filter(({ code, at }) => only.has(code) && at !== 'city').length
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.setContent('<!doctype html><html lang="zh-CN"><body></body></html>')
    await page.addScriptTag({ content: await script(), type: 'module' })
    const given: BenchCell = { raw, bundle, element }
    await page.evaluate((cell) => (globalThis as unknown as BenchPage).start(cell), given)
    const input = page.locator('input')
    await input.focus()
    for (let key = 0; key < KEYS; key += 1) {
      await input.press(key % 12 === 11 ? 'Control+a' : '9')
      if (key % 12 === 11) await input.press('Delete')
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)))
    }
    const shown = await page.locator('li').count()
    const samples = await page.evaluate(() => (globalThis as unknown as BenchPage).samples)
    if (samples.length < KEYS / 2)
      throw new Error(`only ${samples.length} of ${KEYS} keys changed the findings`)
    const sorted = samples.slice(5).sort((a, b) => a - b)
    const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? 0
    return [
      {
        name: `one cell typed to findings painted in Chromium, ${checks} checks over ${bundle.values.length} values: p95`,
        ours: at(0.95),
        against: 'limit',
        theirs: LIMIT,
        bar: 1,
        note: `p50 ${at(0.5).toFixed(0)} ms, ${sorted.length} keys, ${shown} findings on the page at the end; a page of the bench’s own, not the screen of entry`,
      },
    ]
  } finally {
    await browser.close()
  }
}

/** The cell's element, with the draft round it; cell-page.ts reads it on the other side. */
interface BenchCell {
  readonly raw: typeof raw
  readonly bundle: DraftBundle
  readonly element: string
}

interface BenchPage {
  readonly start: (cell: BenchCell) => void
  readonly samples: number[]
}

async function script(): Promise<string> {
  const entry = fileURLToPath(new URL('cell-page.ts', import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'] } },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const code = first && 'output' in first ? first.output[0].code : undefined
  if (code === undefined) throw new Error('Vite built no script')
  return code
}

/** The school's return of the year and of the year before, as the server hands a draft to the browser. */
function draft(): DraftBundle {
  const { units, returns } = demonstration()
  const unit = units.find((candidate) => candidate.code === SCHOOL)
  if (!unit) throw new Error(`the demonstration has no ${SCHOOL}`)
  const values: DraftValue[] = []
  for (const content of returns()) {
    if (content.unit !== SCHOOL) continue
    for (const { element, cell: place, observed, origin } of returnedValues(catalog, content).entered) {
      const value = isKnown(observed) ? observed.value.toFixed() : undefined
      values.push({
        year: content.year,
        element,
        cell: place,
        state: observed.state,
        value,
        origin,
        reported: 1,
        expected: 1,
      })
    }
  }
  return { unit, year: YEAR, values }
}

/** A typed element of which the checks have most to say when it is far off. */
function telling(bundle: DraftBundle): string {
  const only = localChecks(catalog, YEAR)
  const typed = bundle.values.filter(
    (value) => value.year === YEAR && value.cell === '' && value.origin === 'entered',
  )
  const counts = typed.map(({ element }) => {
    const values = bundle.values.map((value) =>
      value.year === YEAR && value.element === element && value.cell === ''
        ? { ...value, state: 'known' as const, value: '99999999' }
        : value,
    )
    return {
      element,
      found: runChecks(draftWorld(catalog, { ...bundle, values }), bundle.unit.id, YEAR, only).findings
        .length,
    }
  })
  const most = counts.sort((a, b) => b.found - a.found)[0]
  if (!most || most.found === 0) throw new Error('no typed element has a check')
  return most.element
}
