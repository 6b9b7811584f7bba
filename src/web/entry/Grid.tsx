import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import type { Catalog } from '../../catalog/index.ts'
import type { DeskFinding } from '../../http/contract/entry.ts'
import { decimal } from '../../kernel/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { grouped } from '../parts/numbers.ts'
import { EntryInput } from './EntryInput.tsx'
import { type EntryRow, type EntrySection, readTyped } from './rows.ts'
import type { Draft } from './use-draft.ts'

/** The lines of a form: last year's value, this year's to type, the change, the reason where there is none. */
export function Grid({
  catalog,
  sections,
  draft,
  findings,
  year,
  mayWrite,
  onChoose,
}: {
  readonly catalog: Catalog
  readonly sections: readonly EntrySection[]
  readonly draft: Draft
  readonly findings: readonly DeskFinding[]
  readonly year: number
  readonly mayWrite: boolean
  readonly onChoose: (row: EntryRow) => void
}) {
  const { t, say, language } = useSpeech()
  const grid = useRef<HTMLDivElement>(null)
  const reasons = catalog.codeLists.get('missing_reasons')?.codes ?? []
  const lines = sections.flatMap(({ rows }) => rows)
  const worst = worstOf(findings)

  const go = (from: number, by: number) => {
    const next = lines[from + by]
    if (next) grid.current?.querySelector<HTMLInputElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus()
  }
  const onKey = (event: KeyboardEvent, index: number) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') go(index, event.shiftKey ? -1 : 1)
    else if (event.key === 'ArrowUp') go(index, -1)
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) draft.undo()
    else return
    event.preventDefault()
  }
  /** A column copied from a spreadsheet fills this cell and those below it. */
  const onPaste = (event: ClipboardEvent, index: number) => {
    const block = event.clipboardData
      .getData('text')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
    if (block.length < 2) return
    event.preventDefault()
    for (const [offset, line] of block.entries()) {
      const row = lines[index + offset]
      const value = readTyped(line.split('\t')[0] ?? '')
      if (row && value !== undefined) draft.set(row.key, { value, reason: null })
    }
  }

  return (
    <div ref={grid}>
      {sections.map((section) => (
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
              {section.rows.map((row) => {
                const content = draft.contents.get(row.key)
                const finding = row.part ? undefined : worst.get(row.element.id)
                const severity = finding?.severity
                const complaint = finding?.at.elements?.[0] === row.element.id ? finding : undefined
                const name = row.part ? `${say(row.element.name)} · ${say(row.part)}` : say(row.element.name)
                const index = lines.indexOf(row)
                return (
                  <tr
                    key={row.key}
                    className={severity ? `entry__row entry__row--${severity}` : 'entry__row'}
                  >
                    <th scope="row" className={row.part ? 'entry__part' : undefined}>
                      {row.part ? say(row.part) : say(row.element.name)}
                      {row.counted === undefined ? null : (
                        <span className="note"> {t('fill.counted', { value: grouped(row.counted) })}</span>
                      )}
                    </th>
                    <td className="table__number">{row.before === undefined ? '—' : grouped(row.before)}</td>
                    <td>
                      <EntryInput
                        row={row}
                        name={name}
                        content={content}
                        mayWrite={mayWrite}
                        hasError={severity === 'error'}
                        complaint={complaint ? complaintId(row.key) : undefined}
                        onSet={(value) => draft.set(row.key, { value, reason: null })}
                        onFocus={() => onChoose(row)}
                        onKeyDown={(event) => onKey(event, index)}
                        onPaste={(event) => onPaste(event, index)}
                      />
                      {severity ? (
                        <p
                          className={`entry__complaint entry__complaint--${severity}`}
                          id={complaintId(row.key)}
                        >
                          <Icon name={severity === 'error' ? 'error' : 'note'} />
                          {complaint ? say(complaint.message) : t(`fill.severity.${severity}`)}
                        </p>
                      ) : null}
                    </td>
                    <td>{catalog.units.label(row.element.unit, language)}</td>
                    <td className="table__number">{changeText(row.before, content?.value)}</td>
                    <td>
                      {content?.value == null && row.counted === undefined ? (
                        <select
                          aria-label={t('fill.reason_of', { name })}
                          value={content?.reason ?? ''}
                          disabled={!mayWrite}
                          onChange={({ target }) =>
                            draft.set(row.key, {
                              value: null,
                              reason: target.value === '' ? null : target.value,
                            })
                          }
                        >
                          <option value="">{t('fill.no_reason')}</option>
                          {reasons.map(({ code, name: reason }) => (
                            <option key={code} value={code}>
                              {say(reason)}
                            </option>
                          ))}
                        </select>
                      ) : null}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  )
}

/** Where the complaint about a cell stands, for those who hear the page. */
function complaintId(key: string): string {
  return `complaint-${key}`
}

/** The gravest open finding of each element; its sentence stands at the first of those it is about. */
function worstOf(findings: readonly DeskFinding[]): ReadonlyMap<string, DeskFinding> {
  const worst = new Map<string, DeskFinding>()
  for (const finding of findings) {
    if (finding.severity === 'note' || finding.explanation !== undefined) continue
    for (const id of finding.at.elements ?? [])
      if (worst.get(id)?.severity !== 'error') worst.set(id, finding)
  }
  return worst
}

function changeText(before: string | undefined, now: string | null | undefined): string {
  if (before === undefined || now == null) return '—'
  const change = decimal(now).minus(decimal(before))
  if (change.isZero()) return '0'
  return `${change.isPositive() ? '+' : ''}${grouped(change.toFixed())}`
}
