import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useSpeech } from '../../i18n/language.tsx'
import { Field } from '../../parts/Field.tsx'
import {
  filledValue,
  type PartContent,
  type PartField,
  type PartRow,
  type PartShape,
  rowsOf,
  textOf,
} from './part-fields.ts'

/** One part of an application as a form. What is filled in is kept when the field is left. */
export function PartForm({
  part,
  shape,
  content,
  mayWrite,
  onKeep,
}: {
  readonly part: string
  readonly shape: PartShape
  readonly content: PartContent
  readonly mayWrite: boolean
  readonly onKeep: (content: PartContent) => void
}) {
  const { t } = useSpeech()
  const [draft, setDraft] = useState<PartContent>(content)
  const isTouched = useRef(false)
  const change = (next: PartContent) => {
    isTouched.current = true
    setDraft(next)
  }
  const keep = (next: PartContent) => {
    if (!isTouched.current) return
    isTouched.current = false
    onKeep(next)
  }
  const rows = shape.rows ? rowsOf(draft, shape.rows.name) : []
  return (
    <div className="form part-form">
      <div className="part-form__fields">
        {shape.fields.map((field) => (
          <Field key={field.name} label={t(`prog.field.${part}.${field.name}`)}>
            {(attributes) => (
              <Control
                field={field}
                attributes={attributes}
                value={draft[field.name]}
                isLocked={!mayWrite}
                onChange={(value) => change({ ...draft, [field.name]: value })}
                onLeave={() => keep(draft)}
              />
            )}
          </Field>
        ))}
      </div>
      {shape.rows ? (
        <Rows
          part={part}
          fields={shape.rows.fields}
          rows={rows}
          mayWrite={mayWrite}
          onChange={(next) => change({ ...draft, [shape.rows?.name ?? 'rows']: next })}
          onLeave={() => keep(draft)}
          onKeep={(next) => {
            const whole = { ...draft, [shape.rows?.name ?? 'rows']: next }
            change(whole)
            keep(whole)
          }}
        />
      ) : null}
    </div>
  )
}

function Rows({
  part,
  fields,
  rows,
  mayWrite,
  onChange,
  onLeave,
  onKeep,
}: {
  readonly part: string
  readonly fields: readonly PartField[]
  readonly rows: readonly PartRow[]
  readonly mayWrite: boolean
  readonly onChange: (rows: readonly PartRow[]) => void
  readonly onLeave: () => void
  readonly onKeep: (rows: readonly PartRow[]) => void
}) {
  const { t } = useSpeech()
  const set = (at: number, name: string, value: unknown) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: value } : row)))
  return (
    <>
      {rows.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard too
        <section className="table-scroll" aria-label={t(`prog.rows.${part}`)} tabIndex={0}>
          <table className="table part-form__rows">
            <caption className="visually-hidden">{t(`prog.rows.${part}`)}</caption>
            <thead>
              <tr>
                {fields.map(({ name }) => (
                  <th key={name} scope="col">
                    {t(`prog.field.${part}.${name}`)}
                  </th>
                ))}
                <th scope="col">{t('prog.origin')}</th>
                {mayWrite ? <th scope="col">{t('quality.do')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row of the form is its place
                <tr key={index}>
                  {fields.map((field) => (
                    <td key={field.name}>
                      <Control
                        field={field}
                        attributes={{
                          className: 'text-field',
                          'aria-label': t('prog.field_of_row', {
                            field: t(`prog.field.${part}.${field.name}`),
                            row: index + 1,
                          }),
                        }}
                        value={row[field.name]}
                        isLocked={!mayWrite}
                        onChange={(value) => set(index, field.name, value)}
                        onLeave={onLeave}
                      />
                    </td>
                  ))}
                  <td className="note">{row.origin ? t('prog.from_register') : t('prog.own_words')}</td>
                  {mayWrite ? (
                    <td>
                      <Button
                        size="small"
                        type="text"
                        aria-label={t('prog.row_remove', { row: index + 1 })}
                        onClick={() => onKeep(rows.filter((_, at) => at !== index))}
                      >
                        {t('quality.file_remove')}
                      </Button>
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {mayWrite ? (
        <Button onClick={() => onChange([...rows, emptyRow(fields)])}>{t(`prog.row_add.${part}`)}</Button>
      ) : null}
    </>
  )
}

function emptyRow(fields: readonly PartField[]): PartRow {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }) =>
      kind === 'number' ? [] : [[name, kind === 'yes' ? false : ''] as const],
    ),
  )
}

function Control({
  field,
  attributes,
  value,
  isLocked,
  onChange,
  onLeave,
}: {
  readonly field: PartField
  readonly attributes: {
    readonly className: string
    readonly id?: string
    readonly 'aria-label'?: string
    readonly 'aria-describedby'?: string
  }
  readonly value: unknown
  readonly isLocked: boolean
  readonly onChange: (value: unknown) => void
  readonly onLeave: () => void
}) {
  const text = textOf({ value }, 'value')
  if (field.kind === 'yes') {
    const { className: _, ...rest } = attributes
    return (
      <input
        {...rest}
        type="checkbox"
        checked={value === true}
        disabled={isLocked}
        onChange={(event) => onChange(filledValue(field, event.target.checked))}
        onBlur={onLeave}
      />
    )
  }
  if (field.kind === 'text')
    return (
      <textarea
        {...attributes}
        rows={3}
        value={text}
        readOnly={isLocked}
        onChange={(event) => onChange(filledValue(field, event.target.value))}
        onBlur={onLeave}
      />
    )
  const type = field.kind === 'line' ? 'text' : field.kind
  return (
    <input
      {...attributes}
      type={type}
      {...(type === 'number' ? { min: 0 } : {})}
      value={text}
      readOnly={isLocked}
      onChange={(event) => onChange(filledValue(field, event.target.value))}
      onBlur={onLeave}
    />
  )
}
