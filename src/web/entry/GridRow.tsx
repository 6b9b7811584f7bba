import { type ClipboardEvent, type KeyboardEvent, memo } from 'react'
import type { Code } from '../../catalog/index.ts'
import type { DeskFinding } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { changeText } from '../parts/change-text.ts'
import { Icon } from '../parts/Icon.tsx'
import { grouped } from '../parts/numbers.ts'
import type { Content } from './content.ts'
import { EntryInput } from './EntryInput.tsx'
import type { EntryRow } from './rows.ts'

/** What a line tells the grid; the same functions as long as the form is open, so that a key redraws one line. */
export interface RowActs {
  type(row: EntryRow, text: string): void
  choose(row: EntryRow): void
  leave(): void
  reason(row: EntryRow, code: string): void
  key(event: KeyboardEvent, row: EntryRow): void
  paste(event: ClipboardEvent, row: EntryRow): void
}

/** One line of a form: last year's value, this year's to type, the change, the reason where there is none. */
export const GridRow = memo(function GridRow({
  row,
  unit,
  reasons,
  content,
  finding,
  mayWrite,
  acts,
}: {
  readonly row: EntryRow
  readonly unit: string
  readonly reasons: readonly Code[]
  readonly content: Content | undefined
  /** The gravest open finding that speaks of the line. */
  readonly finding: DeskFinding | undefined
  readonly mayWrite: boolean
  readonly acts: RowActs
}) {
  const { t, say } = useSpeech()
  const severity = finding?.severity
  const complaint = finding?.at.elements?.[0] === row.element.id ? finding : undefined
  const name = row.part ? `${say(row.element.name)} · ${say(row.part)}` : say(row.element.name)
  const complaintId = `complaint-${row.key}`
  return (
    <tr className={severity ? `entry__row entry__row--${severity}` : 'entry__row'}>
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
          complaint={complaint ? complaintId : undefined}
          onType={(text) => acts.type(row, text)}
          onFocus={() => acts.choose(row)}
          onLeave={acts.leave}
          onKeyDown={(event) => acts.key(event, row)}
          onPaste={(event) => acts.paste(event, row)}
        />
        {severity ? (
          <p className={`entry__complaint entry__complaint--${severity}`} id={complaintId}>
            <Icon name={severity === 'error' ? 'error' : 'note'} />
            {complaint ? say(complaint.message) : t(`fill.severity.${severity}`)}
          </p>
        ) : null}
      </td>
      <td>{unit}</td>
      <td className="table__number">{changeText(row.before, content?.value)}</td>
      <td>
        {content?.value == null && row.counted === undefined ? (
          <select
            aria-label={t('fill.reason_of', { name })}
            value={content?.reason ?? ''}
            disabled={!mayWrite}
            onChange={({ target }) => acts.reason(row, target.value)}
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
})
