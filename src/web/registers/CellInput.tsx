import type { Catalog, Field } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import type { FieldAttributes } from '../parts/Field.tsx'
import { CodePicker } from './CodePicker.tsx'
import { type Cell, codesOf, isNumber } from './cells.ts'

/** The control for one field of a row, by the field's type. */
export function CellInput({
  catalog,
  field,
  year,
  value,
  attributes,
  isInvalid = false,
  onChange,
}: {
  readonly catalog: Catalog
  readonly field: Field
  readonly year: number
  readonly value: Cell
  readonly attributes: FieldAttributes
  readonly isInvalid?: boolean
  readonly onChange: (cell: Cell) => void
}) {
  const { t, say } = useSpeech()
  const text = value === null ? '' : String(value)
  const common = { ...attributes, ...(isInvalid ? { 'aria-invalid': true } : {}) }
  if (field.type === 'code')
    return (
      <CodePicker
        attributes={common}
        label={say(field.name)}
        codes={codesOf(catalog, field, year)}
        value={text}
        onChange={onChange}
      />
    )
  if (field.type === 'flag')
    return (
      <select
        {...common}
        value={text}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value === 'true')}
      >
        <option value="" />
        <option value="true">{t('reg.yes')}</option>
        <option value="false">{t('reg.no')}</option>
      </select>
    )
  // A date that cannot be read is shown as it was typed, so that it can be mended.
  const isDate = field.type === 'date' && /^(\d{4}-\d{2}-\d{2})?$/.test(text)
  return (
    <input
      {...common}
      type={isDate ? 'date' : 'text'}
      autoComplete="off"
      {...(isNumber(field) ? { inputMode: 'decimal' as const } : {})}
      {...(field.max_length === undefined ? {} : { maxLength: Number(field.max_length) })}
      value={text}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    />
  )
}
