import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { loadRound } from '../../src/app/index.ts'
import { readCatalog } from '../../src/catalog/files.ts'
import { localChecks } from '../../src/checks/index.ts'
import { demonstrationRound } from '../../src/demo/index.ts'
import { type OwnSite, openOwnSite } from '../../test/browser/site/site.ts'
import type { Line } from '../measure.ts'

const SCHOOL = 'qy-gongmao'
const CLERK = 'clerk'
const FORM = 'school_facilities'
/** The typed element: its checks name the value, so that every key changes what stands on the page. */
const ELEMENT = 'land_area'
const KEYS = 160
/** Keys that warm up. */
const FIRST = 10
/** A quick typist; after a number a pause, in which it is saved and the server's findings are read anew. */
const BETWEEN_KEYS_MS = 110
const DIGITS = 8
const BETWEEN_NUMBERS_MS = 800
const LIMIT = 100

/**
 * A key pressed in a cell until the findings are painted, in Chromium: the screen of entry as it is built for users, on
 * a server with the demonstration's round, where it also saves and asks the server for its findings meanwhile.
 */
export async function cell(): Promise<Line[]> {
  const site = await openOwnSite()
  try {
    const round = demonstrationRound()
    await loadRound(site.app, round)
    return [await typing(site, round.year)]
  } finally {
    await site.close()
  }
}

async function typing(site: OwnSite, year: number): Promise<Line> {
  const page = await site.enter(CLERK)
  const findings = page.waitForResponse((response) => response.url().endsWith('/findings'))
  await page.goto(`/desk/${SCHOOL}/${year}/forms/${FORM}`)
  await findings
  const input = page.locator(`[data-key="${ELEMENT}|"]`)
  await input.waitFor()
  await watch(page)
  for (let key = 0; key < KEYS; key += 1) {
    if (key % DIGITS === 0) {
      await pause(BETWEEN_NUMBERS_MS)
      await input.press('Control+a')
    }
    await input.press(String(1 + (key % 9)))
    await pause(BETWEEN_KEYS_MS)
  }
  const samples = await page.evaluate<number[]>('samples')
  const cells = await page.locator('.entry__input').count()
  const shown = await page.locator('.entry__findings li').count()
  const values = await page.evaluate<number>(
    `fetch('/api/v1/orgs/${SCHOOL}/years/${year}/entry')
      .then((answer) => answer.json())
      .then(({ bundle }) => bundle.values.length)`,
  )
  if (samples.length < KEYS * 0.95) {
    throw new Error(`only ${samples.length} of ${KEYS} keys changed the findings on the page`)
  }
  const sorted = samples.slice(FIRST).sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? 0
  return {
    name: `one key in a cell of the entry screen to findings painted in Chromium, ${checksAt(year)} checks over ${values} values: p95`,
    ours: at(0.95),
    against: 'limit',
    theirs: LIMIT,
    bar: 1,
    note: `p50 ${at(0.5).toFixed(0)} ms, worst ${at(1).toFixed(0)} ms, ${sorted.length} keys; form of ${cells} cells, ${shown} lines of findings, saved on the same machine meanwhile`,
  }
}

/** Takes the time from the key to the frame that shows the first change of the findings after it. */
function watch(page: Page): Promise<void> {
  return page.evaluate(`(() => {
    globalThis.samples = []
    let pressedAt
    addEventListener('keydown', (event) => { pressedAt = event.timeStamp }, { capture: true })
    new MutationObserver(() => {
      if (pressedAt === undefined) return
      const since = pressedAt
      pressedAt = undefined
      // Shown is what the next frame has painted, not what stands in the document.
      requestAnimationFrame(() => setTimeout(() => samples.push(performance.now() - since)))
    }).observe(document.querySelector('.entry__findings'), {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })()`)
}

/** How many checks a browser runs over a school's return. */
function checksAt(year: number): number {
  const { catalog } = readCatalog()
  const local = localChecks(catalog, year)
  return catalog.checks.all(year).filter(({ code, at }) => local.has(code) && at !== 'city').length
}
