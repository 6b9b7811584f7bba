import { assembleCatalog, type RawCatalog } from '../../src/catalog/index.ts'
import {
  type DraftBundle,
  draftWorld,
  localChecks,
  runChecks,
  setDraftValues,
} from '../../src/checks/index.ts'
import { ValueTable } from '../../src/indicators/index.ts'

/*
 * The page of the bench: one cell, and under it the findings of every check that a browser runs. What happens between
 * the key and the list is what a page of entry does: the draft's values are set, the checks run, the messages show.
 */

/** Element that the cell is about, with the draft round it. */
interface BenchCell {
  readonly raw: RawCatalog
  readonly bundle: DraftBundle
  readonly element: string
}

function start({ raw, bundle, element }: BenchCell): void {
  const catalog = assembleCatalog(raw)
  const only = localChecks(catalog, bundle.year)
  const cell = document.createElement('input')
  const list = document.createElement('ul')
  const samples: number[] = []
  let typedAt = 0
  document.body.append(cell, list)
  cell.addEventListener('input', (event) => {
    typedAt = event.timeStamp
    const values = bundle.values.map((value) =>
      value.year === bundle.year && value.element === element && value.cell === ''
        ? { ...value, value: cell.value || '0' }
        : value,
    )
    const table = new ValueTable()
    setDraftValues(table, { ...bundle, values })
    const world = { ...draftWorld(catalog, { ...bundle, values: [] }), values: table }
    const { findings } = runChecks(world, bundle.unit.id, bundle.year, only)
    list.replaceChildren(
      ...findings.map((finding) => {
        const item = document.createElement('li')
        item.textContent = `${finding.code} ${finding.message.zh}`
        return item
      }),
    )
  })
  // Shown is what the next frame has painted, not what stands in the document.
  new MutationObserver(() => {
    requestAnimationFrame(() => setTimeout(() => samples.push(performance.now() - typedAt)))
  }).observe(list, { childList: true })
  Object.assign(globalThis, { samples })
}

Object.assign(globalThis, { start })
