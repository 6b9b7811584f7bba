import { Button } from 'antd'
import { type FormEvent, type RefObject, useId, useState } from 'react'
import type { Catalog, Field, Register } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { type Asked, type AskedPart, type FilterOperator, isFindings, type RowFilter } from './asked.ts'
import { CellInput } from './CellInput.tsx'
import { type Cell, cellText, isNumber } from './cells.ts'

/** Narrows the rows: by text, by what the checks found, by fields. */
export function FilterBar({
  catalog,
  register,
  year,
  asked,
  field,
  onAsk,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly year: number
  readonly asked: Asked
  /** The field that `/` leads to. */
  readonly field: RefObject<HTMLInputElement | null>
  readonly onAsk: (asked: AskedPart) => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const [text, setText] = useState(asked.search ?? '')
  const [isAdding, setIsAdding] = useState(false)
  const find = (event: FormEvent) => {
    event.preventDefault()
    onAsk({ search: text.trim() === '' ? undefined : text.trim() })
  }
  const without = (filter: RowFilter) => onAsk({ filters: asked.filters.filter((one) => one !== filter) })
  return (
    <div className="rows__filters">
      <form className="rows__find" onSubmit={find}>
        <input
          ref={field}
          type="search"
          className="text-field"
          aria-label={t('reg.find')}
          placeholder={t('reg.find_hint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            // The cross of the field empties it without a key.
            if (event.target.value === '') onAsk({ search: undefined })
          }}
        />
        <Button htmlType="submit">{t('reg.find_go')}</Button>
      </form>
      <select
        className="text-field rows__select"
        aria-label={t('reg.findings')}
        value={asked.findings ?? ''}
        onChange={(event) =>
          onAsk({ findings: isFindings(event.target.value) ? event.target.value : undefined })
        }
      >
        <option value="">{t('reg.findings_all')}</option>
        {(['any', 'error', 'explain', 'note'] as const).map((severity) => (
          <option key={severity} value={severity}>
            {t(`reg.findings_of.${severity}`)}
          </option>
        ))}
      </select>
      <Button aria-expanded={isAdding} onClick={() => setIsAdding(!isAdding)}>
        {t('reg.filter_add')}
      </Button>
      {asked.filters.map((filter) => {
        const named = register.fields.find(({ id }) => id === filter.field)
        const value = filter.values
          .map((one) => (named ? cellText(catalog, named, flag(named, one), speech) : one))
          .join(t('list.separator'))
        const words = `${named ? say(named.name) : filter.field} ${t(`reg.operator.${filter.operator}`)} ${value}`
        return (
          <span key={`${filter.field}:${filter.operator}:${value}`} className="rows__chip">
            {words.trim()}
            <button
              type="button"
              aria-label={t('reg.filter_drop', { filter: words.trim() })}
              onClick={() => without(filter)}
            >
              <Icon name="missed" />
            </button>
          </span>
        )
      })}
      {isAdding ? (
        <NewFilter
          catalog={catalog}
          register={register}
          year={year}
          onAdd={(filter) => {
            onAsk({ filters: [...asked.filters, filter] })
            setIsAdding(false)
          }}
        />
      ) : null}
    </div>
  )
}

function flag(field: Field, text: string): Cell {
  return field.type === 'flag' ? text === 'true' : text
}

/** What can be asked of a field. What is personal is found by its whole value only. */
function operatorsOf(field: Field): readonly FilterOperator[] {
  if (field.personal !== 'none') return ['is', 'blank', 'not_blank']
  if (isNumber(field) || field.type === 'date') return ['is', 'at_least', 'at_most', 'blank', 'not_blank']
  if (field.type === 'code' || field.type === 'flag') return ['is', 'is_not', 'blank', 'not_blank']
  return ['contains', 'is', 'is_not', 'blank', 'not_blank']
}

function NewFilter({
  catalog,
  register,
  year,
  onAdd,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly year: number
  readonly onAdd: (filter: RowFilter) => void
}) {
  const { t, say } = useSpeech()
  const id = useId()
  const [field, setField] = useState(register.fields[0])
  const [operator, setOperator] = useState<FilterOperator>()
  const [value, setValue] = useState<Cell>(null)
  if (!field) return null
  const operators = operatorsOf(field)
  const chosen = operator !== undefined && operators.includes(operator) ? operator : (operators[0] ?? 'is')
  const isBare = chosen === 'blank' || chosen === 'not_blank'
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (isBare || value !== null)
      onAdd({ field: field.id, operator: chosen, values: isBare ? [] : [String(value)] })
  }
  return (
    <form className="rows__new-filter" onSubmit={add}>
      <select
        className="text-field rows__select"
        aria-label={t('reg.filter_field')}
        value={field.id}
        onChange={(event) => {
          setField(register.fields.find((one) => one.id === event.target.value))
          setValue(null)
        }}
      >
        {register.fields.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.name)}
          </option>
        ))}
      </select>
      <select
        className="text-field rows__select"
        aria-label={t('reg.filter_operator')}
        value={chosen}
        onChange={(event) => setOperator(operators.find((one) => one === event.target.value))}
      >
        {operators.map((one) => (
          <option key={one} value={one}>
            {t(`reg.operator.${one}`)}
          </option>
        ))}
      </select>
      {isBare ? null : (
        <div className="rows__value">
          <label className="visually-hidden" htmlFor={id}>
            {t('reg.filter_value')}
          </label>
          <CellInput
            key={field.id}
            catalog={catalog}
            field={field}
            year={year}
            value={value}
            attributes={{ id, className: 'text-field' }}
            onChange={setValue}
          />
        </div>
      )}
      <Button htmlType="submit" type="primary">
        {t('reg.filter_go')}
      </Button>
      {field.personal === 'none' ? null : <span className="note">{t('reg.filter_whole')}</span>}
    </form>
  )
}
