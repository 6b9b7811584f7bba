import { Button } from 'antd'
import { type FormEvent, type ReactNode, useId } from 'react'
import { useSpeech } from '../../i18n/language.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { Field } from '../../parts/Field.tsx'
import '../../styles/forms.css'

export type Filled = Readonly<Record<string, string>>

export interface FieldSpec {
  readonly name: string
  readonly label: string
  readonly kind?: 'line' | 'text' | 'date' | 'number' | 'choice'
  readonly hint?: string
  readonly value?: string
  readonly isOptional?: boolean
  readonly options?: readonly { readonly value: string; readonly text: string }[]
}

/** A small form over the page, made from a list of what it asks for. */
export function FormDialog({
  title,
  submit,
  fields,
  text,
  error,
  isBusy,
  isBarred = false,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string
  readonly submit: string
  readonly fields: readonly FieldSpec[]
  readonly text?: string
  readonly error: unknown
  readonly isBusy: boolean
  /** Whether it cannot be sent as things stand; the text says why. */
  readonly isBarred?: boolean
  readonly onSubmit: (filled: Filled) => Promise<void>
  readonly onClose: () => void
  readonly children?: ReactNode
}) {
  const { t } = useSpeech()
  const form = useId()
  const take = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const filled = fields.flatMap(({ name }) => {
      const value = String(data.get(name) ?? '').trim()
      return value === '' ? [] : [[name, value] as const]
    })
    void onSubmit(Object.fromEntries(filled))
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('quality.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={isBusy} disabled={isBarred}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={take}>
        {text ? <p className="note">{text}</p> : null}
        {fields.map((field) => (
          <FormField key={field.name} field={field} />
        ))}
        {children}
        {error === undefined ? null : <ErrorState error={error} />}
      </form>
    </Dialog>
  )
}

function FormField({ field }: { readonly field: FieldSpec }) {
  const { t } = useSpeech()
  const { name, kind = 'line', value = '', isOptional = false, options = [] } = field
  const label = isOptional ? t('quality.optional', { label: field.label }) : field.label
  return (
    <Field label={label} {...(field.hint ? { hint: field.hint } : {})}>
      {(attributes) => {
        const common = { ...attributes, name, defaultValue: value, required: !isOptional }
        if (kind === 'text') return <textarea {...common} rows={4} maxLength={4000} />
        if (kind === 'choice')
          return (
            <select {...common}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.text}
                </option>
              ))}
            </select>
          )
        const type = kind === 'line' ? 'text' : kind
        return <input {...common} type={type} {...(kind === 'number' ? { min: 0 } : {})} />
      }}
    </Field>
  )
}
