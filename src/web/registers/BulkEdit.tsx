import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { Catalog, Register } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Field } from '../parts/Field.tsx'
import { useToast } from '../parts/Toast.tsx'
import { CellInput } from './CellInput.tsx'
import { type Cell, cellText } from './cells.ts'
import { type Choice, useChanging } from './changes.ts'
import type { RegisterPlace } from './queries.ts'

/** Puts one content into a field of many rows, having said how many. */
export function BulkEdit({
  catalog,
  register,
  place,
  choice,
  count,
  onClose,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  readonly choice: Choice
  readonly count: number
  readonly onClose: () => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const toast = useToast()
  const form = useId()
  const { send, error, isBusy } = useChanging(place)
  // What tells rows apart, and whom they are about, is changed row by row.
  const fields = register.fields.filter(
    ({ id, personal }) => personal === 'none' && !register.key.includes(id),
  )
  const [field, setField] = useState(fields[0])
  const [value, setValue] = useState<Cell>(null)
  if (!field) return null
  const words = { count, field: say(field.name), value: cellText(catalog, field, value, speech) }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await send<{ count: number }>('POST', ['changes'], { choice, cells: { [field.id]: value } })
    if (!done) return
    toast({ text: t('reg.bulk_done', { count: done.count }) })
    onClose()
  }
  return (
    <Dialog
      title={t('reg.bulk_edit')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('reg.back')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={isBusy}>
            {t('reg.bulk_go', { count })}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={(event) => void submit(event)}>
        <Field label={t('reg.field')}>
          {(attributes) => (
            <select
              {...attributes}
              value={field.id}
              onChange={(event) => {
                setField(fields.find(({ id }) => id === event.target.value))
                setValue(null)
              }}
            >
              {fields.map(({ id, name }) => (
                <option key={id} value={id}>
                  {say(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('reg.bulk_value')}>
          {(attributes) => (
            <CellInput
              key={field.id}
              catalog={catalog}
              field={field}
              year={place.year}
              value={value}
              attributes={attributes}
              onChange={setValue}
            />
          )}
        </Field>
        <p role="status" className="rows__preview">
          {t(value === null ? 'reg.bulk_preview_blank' : 'reg.bulk_preview', words)}
        </p>
        {error === undefined ? null : <ErrorState error={error} />}
      </form>
    </Dialog>
  )
}
