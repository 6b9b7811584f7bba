import { useMemo, useRef } from 'react'
import type { Catalog } from '../../catalog/index.ts'
import type { DeskFinding } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { type Contents, EMPTY } from './content.ts'
import { focusCell } from './focus-cell.ts'
import { GridRow, type RowActs } from './GridRow.tsx'
import { blockOf, type Pasted, pasted } from './paste.ts'
import type { EntryRow, EntrySection } from './rows.ts'
import { readTyped } from './typed.ts'
import type { Draft } from './use-draft.ts'

/** The lines of a form, section by section, with the keys and the paste that a spreadsheet has. */
export function Grid({
  catalog,
  sections,
  draft,
  findings,
  year,
  mayWrite,
  onChoose,
  onPasted,
}: {
  readonly catalog: Catalog
  readonly sections: readonly EntrySection[]
  readonly draft: Draft
  readonly findings: readonly DeskFinding[]
  readonly year: number
  readonly mayWrite: boolean
  readonly onChoose: (row: EntryRow) => void
  /** What became of a block that was pasted at a line. */
  readonly onPasted: (row: EntryRow, result: Pasted) => void
}) {
  const { t, say, language } = useSpeech()
  const reasons = catalog.codeLists.get('missing_reasons')?.codes ?? []
  const worst = useMemo(() => worstOf(findings), [findings])
  const rowActs = useRowActs({ catalog, sections, draft, mayWrite, onChoose, onPasted })
  return sections.map((section) => (
    <section key={section.title.zh} className="table-scroll" aria-label={say(section.title)}>
      <h2 className="part-head">{say(section.title)}</h2>
      <table className="table entry">
        <thead>
          <tr>
            <th scope="col">{t('fill.element')}</th>
            <th scope="col" className="table__number">
              {t('fill.before', { year: year - 1 })}
            </th>
            <th scope="col">{t('fill.now', { year })}</th>
            <th scope="col">{t('fill.unit')}</th>
            <th scope="col" className="table__number">
              {t('fill.change')}
            </th>
            <th scope="col">{t('fill.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {section.rows.map((row) => (
            <GridRow
              key={row.key}
              row={row}
              unit={catalog.units.label(row.element.unit, language)}
              reasons={reasons}
              content={draft.contents.get(row.key)}
              finding={row.part ? undefined : worst.get(row.element.id)}
              mayWrite={mayWrite}
              acts={rowActs}
            />
          ))}
        </tbody>
      </table>
    </section>
  ))
}

interface GridParts {
  readonly catalog: Catalog
  readonly sections: readonly EntrySection[]
  readonly draft: Draft
  readonly mayWrite: boolean
  readonly onChoose: (row: EntryRow) => void
  readonly onPasted: (row: EntryRow, result: Pasted) => void
}

/** What lines do, looking at the form as it is when they do it. */
function useRowActs(parts: GridParts): RowActs {
  const latest = useRef(parts)
  latest.current = parts
  return useMemo(() => {
    const go = (row: EntryRow, by: number) => {
      const lines = latest.current.sections.flatMap(({ rows }) => rows)
      const next = lines[lines.indexOf(row) + by]
      if (next) focusCell(next.key)
    }
    return {
      type: (row, text) => {
        const { contents, acts } = latest.current.draft
        acts.type(row.key, typedOver(contents, row.key, text))
      },
      choose: (row) => latest.current.onChoose(row),
      leave: () => latest.current.draft.acts.leave(),
      reason: (row, code) => {
        const reason = code === '' ? null : code
        latest.current.draft.acts.change(new Map([[row.key, { value: null, reason }]]))
      },
      key: (event, row) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'ArrowDown') go(row, 1)
        else if (event.key === 'Enter') go(row, event.shiftKey ? -1 : 1)
        else if (event.key === 'ArrowUp') go(row, -1)
        else if (event.key !== 'Escape' || !latest.current.draft.acts.takeBack(row.key)) return
        event.preventDefault()
      },
      paste: (event, row) => {
        const { sections, catalog, draft, mayWrite, onPasted } = latest.current
        const block = blockOf(event.clipboardData.getData('text'))
        if (!mayWrite || (block.length === 1 && block[0]?.length === 1)) return
        event.preventDefault()
        const result = pasted(catalog, block, sections, row, draft.contents)
        if ('cells' in result) draft.acts.change(result.cells)
        onPasted(row, result)
      },
    }
  }, [])
}

function typedOver(contents: Contents, key: string, text: string) {
  const read = readTyped(text)
  if ('value' in read) return { value: read.value, reason: null }
  const { value, reason } = contents.get(key) ?? EMPTY
  return { value, reason, unread: { text, trouble: read.trouble } }
}

/** That a cell is empty shows by itself. */
const GAP = 'ENT-101'

/** The gravest open finding of each element; its sentence stands at the first of those it is about. */
function worstOf(findings: readonly DeskFinding[]): ReadonlyMap<string, DeskFinding> {
  const worst = new Map<string, DeskFinding>()
  for (const finding of findings) {
    if (finding.severity === 'note' || finding.explanation !== undefined || finding.code === GAP) continue
    for (const id of finding.at.elements ?? [])
      if (worst.get(id)?.severity !== 'error') worst.set(id, finding)
  }
  return worst
}
