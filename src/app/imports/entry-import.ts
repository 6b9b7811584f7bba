import type { Catalog } from '../../catalog/index.ts'
import { AllCodeLabels, type ImportFault, placeName, REASONS, type TypedEntry } from '../../excel/index.ts'
import { type Bilingual, decimal, type ObservedState } from '../../kernel/index.ts'
import type { CellSave, DraftCell } from '../../store/index.ts'
import type { DeskReturn } from '../desk/place.ts'
import { type FormChange, SAMPLES } from './outcome.ts'

/** What the values of a file do to the draft: the cells to be saved, by form, and how that is told. */
export interface EntryPlan {
  readonly saves: ReadonlyMap<string, readonly CellSave[]>
  readonly changes: readonly FormChange[]
  readonly faults: readonly ImportFault[]
  /** Cells that both this file and somebody else have changed since the download. */
  readonly conflicts: readonly Bilingual[]
}

/**
 * Compares the values of a file with the draft and, for a workbook of ours, with the draft as it was when it was
 * downloaded: a cell that only somebody else has changed keeps what they wrote.
 */
export function planEntries(
  catalog: Catalog,
  at: DeskReturn,
  cells: readonly DraftCell[],
  entries: readonly TypedEntry[],
  marks: Readonly<Record<string, string>> | undefined,
): EntryPlan {
  const planner = new Planner(catalog, at, cells, marks)
  for (const entry of entries) planner.plan(entry)
  return planner.result()
}

/** How a cell of the draft is remembered in a workbook: its revision and what it held. */
export function entryMark(cell: Pick<DraftCell, 'revision' | 'value' | 'reason'> | undefined): string {
  return `${cell?.revision ?? 0}|${heldText(cell)}`
}

class Planner {
  readonly #catalog: Catalog
  readonly #at: DeskReturn
  readonly #cells: ReadonlyMap<string, DraftCell>
  readonly #marks: Readonly<Record<string, string>> | undefined
  readonly #labels: AllCodeLabels
  readonly #saves = new Map<string, CellSave[]>()
  readonly #changes = new Map<string, Writable<FormChange>>()
  readonly #faults: ImportFault[] = []
  readonly #conflicts: Bilingual[] = []

  constructor(
    catalog: Catalog,
    at: DeskReturn,
    cells: readonly DraftCell[],
    marks: Readonly<Record<string, string>> | undefined,
  ) {
    this.#catalog = catalog
    this.#at = at
    this.#cells = new Map(cells.map((cell) => [`${cell.element}|${cell.cell}`, cell]))
    this.#marks = marks
    this.#labels = new AllCodeLabels(catalog, at.year)
  }

  plan(entry: TypedEntry): void {
    const asked = this.#at.asked.elements.get(entry.element)
    if (!asked) {
      const name = this.#catalog.elements.inForce(entry.element, this.#at.year)?.name
      const params = { field: name?.zh ?? entry.element, field_en: name?.en ?? entry.element }
      // Blank cells of a form that this round does not ask for harm nobody.
      if (entry.value !== null || entry.reason !== null) {
        this.#faults.push({ code: 'IMP-049', params, place: entry.place })
      }
      return
    }
    const now = this.#cells.get(`${entry.element}|${entry.cell}`)
    const change = this.#changeOf(asked.form)
    if (heldText(now) === heldText(entry)) {
      change.same += 1
      return
    }
    const isBlank = entry.value === null && entry.reason === null
    const mark = this.#marks?.[`entry/${entry.element}`]
    // In a table that is not ours a blank says nothing; in ours it clears what stood there.
    if (isBlank && mark === undefined) {
      change.kept += 1
      return
    }
    if (mark !== undefined && mark !== entryMark(now)) {
      if (mark.slice(mark.indexOf('|') + 1) === heldText(entry)) {
        change.kept += 1
        return
      }
      this.#conflicts.push(asked.definition.name)
    }
    this.#save(entry, asked.form, now)
    const { definition } = asked
    if (change.samples.length < SAMPLES) {
      change.samples.push({
        element: entry.element,
        name: definition.name,
        from: this.#shown(now),
        to: this.#shown(entry),
        place: `${entry.place.sheet}!${placeName(entry.place)}`,
      })
    }
    if (isBlank) change.cleared += 1
    else if (heldText(now) === '') change.entered += 1
    else change.changed += 1
  }

  result(): EntryPlan {
    return {
      saves: this.#saves,
      changes: [...this.#changes.values()],
      faults: this.#faults,
      conflicts: this.#conflicts,
    }
  }

  #save({ element, cell, value, reason }: TypedEntry, form: string, now: DraftCell | undefined): void {
    const saves = this.#saves.get(form) ?? []
    saves.push({
      element,
      cell,
      state: value !== null ? 'known' : reason === null ? 'missing' : this.#stateOf(reason),
      value,
      reason,
      expected: now?.revision ?? 0,
    })
    this.#saves.set(form, saves)
  }

  #stateOf(reason: string): ObservedState {
    const code = this.#catalog.codeLists.get(REASONS)?.codes.find((entry) => entry.code === reason)
    const state = code?.attributes?.state
    return state === 'not_applicable' || state === 'suppressed' ? state : 'missing'
  }

  #changeOf(form: string): Writable<FormChange> {
    const made = this.#changes.get(form)
    if (made) return made
    const name = this.#at.asked.forms.find((each) => each.id === form)?.name ?? { zh: form, en: form }
    const change = { form, name, entered: 0, changed: 0, cleared: 0, same: 0, kept: 0, samples: [] }
    this.#changes.set(form, change)
    return change
  }

  #shown(cell: Pick<DraftCell, 'value' | 'reason'> | undefined): string | null {
    if (cell?.value != null) return cell.value
    if (cell?.reason == null) return null
    return this.#labels.of(REASONS).label(cell.reason) ?? cell.reason
  }
}

type Writable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K]
}

/** What a cell holds, as one text: 12.50 and 12.5 are the same, blank is blank. */
function heldText(cell: Pick<DraftCell, 'value' | 'reason'> | undefined): string {
  if (cell?.value != null) return decimal(cell.value).toFixed()
  return cell?.reason ?? ''
}
