import { Button } from 'antd'
import { type FormEvent, useId, useMemo, useState } from 'react'
import type { Catalog, Field as FieldOf, Register } from '../../catalog/index.ts'
import { rowChecker } from '../../checks/index.ts'
import type { ShownRow } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Field } from '../parts/Field.tsx'
import { Icon } from '../parts/Icon.tsx'
import { CellInput } from '../registers/CellInput.tsx'
import { type Cells, cellText, isNumber, wish } from '../registers/cells.ts'
import type { RegisterPlace } from '../registers/queries.ts'

/** One row of a locked register as it is to be; a personal field stays as it is unless something is typed over it. */
export function AmendRow({
  catalog,
  register,
  place,
  row,
  name,
  onTake,
  onBack,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  /** Undefined for a new one. */
  readonly row: ShownRow | undefined
  readonly name: string
  /** What was typed, and what it changes in words. */
  readonly onTake: (cells: Cells, lines: readonly string[]) => void
  readonly onBack: () => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const form = useId()
  const [typed, setTyped] = useState<Cells>({})
  const { org, year } = place
  const checker = useMemo(
    () => rowChecker(catalog, register, { orgUnit: org, year }),
    [catalog, register, org, year],
  )
  const present: Cells = row?.cells ?? {}
  const isMasked = ({ id, personal }: FieldOf) =>
    personal !== 'none' && (present[id] ?? null) !== null && !(id in typed)
  const masked = new Set(register.fields.filter(isMasked).map(({ id }) => id))
  const whole = Object.fromEntries(
    register.fields.map((field) => [
      field.id,
      asKept(field, field.id in typed ? typed[field.id] : present[field.id]),
    ]),
  )
  const isBegun = Object.keys(typed).length > 0
  const findings = isBegun
    ? checker.check(whole, '').filter(({ at }) => !at.fields?.some((id) => masked.has(id)))
    : []
  const textOf = (field: FieldOf, cells: Cells) => cellText(catalog, field, cells[field.id], speech) || '—'
  const take = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const changed = register.fields.filter(
      ({ id }) => id in typed && String(typed[id] ?? '') !== String(present[id] ?? ''),
    )
    const lines = changed.map((field) =>
      t('board.row_line', {
        field: say(field.name),
        change: row
          ? t('board.becomes', { before: textOf(field, present), after: textOf(field, typed) })
          : textOf(field, typed),
      }),
    )
    onTake(Object.fromEntries(changed.map(({ id }) => [id, typed[id] ?? null])), lines)
  }
  return (
    <Dialog
      title={name}
      isWide
      onClose={onBack}
      actions={
        <>
          <Button onClick={onBack}>{t('board.row_back')}</Button>
          <Button type="primary" htmlType="submit" form={form} disabled={!isBegun}>
            {t('board.row_take')}
          </Button>
        </>
      }
    >
      <form id={form} className="amend-row" onSubmit={take}>
        {register.fields.map((field) => {
          const found = findings.filter(({ at }) => at.fields?.includes(field.id))
          return (
            <Field
              key={field.id}
              label={say(field.name)}
              hint={
                <>
                  {found.map((finding) => (
                    <span key={finding.code} className={`finding finding--${finding.severity}`}>
                      <Icon name={finding.severity === 'error' ? 'error' : 'note'} />
                      <span>{say(finding.message)}</span>
                    </span>
                  ))}
                  {isMasked(field)
                    ? t('board.row_masked', { value: textOf(field, present) })
                    : wish(catalog, register, field, speech)}
                </>
              }
            >
              {(attributes) => (
                <CellInput
                  catalog={catalog}
                  field={field}
                  year={year}
                  value={
                    isMasked(field)
                      ? null
                      : ((field.id in typed ? typed[field.id] : present[field.id]) ?? null)
                  }
                  attributes={attributes}
                  isInvalid={found.some(({ severity }) => severity === 'error')}
                  onChange={(cell) =>
                    setTyped(({ [field.id]: _, ...others }) =>
                      cell === null && field.personal !== 'none' && row !== undefined
                        ? others
                        : { ...others, [field.id]: cell },
                    )
                  }
                />
              )}
            </Field>
          )
        })}
      </form>
    </Dialog>
  )
}

/** A number in the form that rows are kept in; anything else stays as it was typed. */
function asKept(field: FieldOf, cell: Cells[string] | undefined): Cells[string] {
  if (typeof cell === 'string' && isNumber(field) && /^-?\d{1,15}$/.test(cell)) return Number(cell)
  return cell ?? null
}
