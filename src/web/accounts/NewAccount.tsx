import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { MadeAccount } from '../../http/contract/accounts.ts'
import type { ListedUnit } from '../../http/contract.ts'
import { UnitSelect } from '../frame/UnitSelect.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Field } from '../parts/Field.tsx'
import { useSend } from '../quality/parts/send.ts'
import { type GrantDraft, GrantsEditor, rolesFor, useOwnRoles } from './GrantsEditor.tsx'

/** Makes an account: who, at which unit, with which role. */
export function NewAccount({
  units,
  org,
  onClose,
  onMade,
}: {
  readonly units: readonly ListedUnit[]
  readonly org: string
  readonly onClose: () => void
  readonly onMade: (made: MadeAccount) => void
}) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useSend()
  const own = useOwnRoles()
  const form = useId()
  const [unit, setUnit] = useState(org)
  const [grants, setGrants] = useState<readonly GrantDraft[]>(() => startOf(units, org, own))
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const made = await send<MadeAccount>('POST', ['accounts'], {
      username: String(data.get('username')).trim(),
      name: String(data.get('name')).trim(),
      unit,
      grants,
      ...(data.get('single') === null ? {} : { password: null }),
    })
    if (made) onMade(made)
  }
  return (
    <Dialog
      title={t('accounts.add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('quality.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={isBusy}>
            {t('accounts.make')}
          </Button>
        </>
      }
    >
      <form id={form} className="form" onSubmit={(event) => void make(event)}>
        <div className="form__row accounts__who">
          <Field label={t('accounts.name')}>
            {(attributes) => <input {...attributes} name="name" required maxLength={60} />}
          </Field>
          <Field label={t('accounts.username')} hint={t('accounts.username_hint')}>
            {(attributes) => (
              <input {...attributes} name="username" autoCapitalize="none" required maxLength={64} />
            )}
          </Field>
        </div>
        <Field label={t('accounts.unit')}>
          {(attributes) => (
            <UnitSelect
              attributes={attributes}
              units={units}
              value={unit}
              onChange={(code) => {
                setUnit(code)
                setGrants(startOf(units, code, own))
              }}
            />
          )}
        </Field>
        <GrantsEditor units={units} unit={unit} grants={grants} onChange={setGrants} />
        <label>
          <input type="checkbox" name="single" /> {t('accounts.single_only')}
        </label>
        {error === undefined ? null : <ErrorState error={error} />}
      </form>
    </Dialog>
  )
}

/** The first grant that is offered: the last of the roles that the unit can have, which reaches least. */
function startOf(
  units: readonly ListedUnit[],
  org: string,
  own: ReturnType<typeof useOwnRoles>,
): readonly GrantDraft[] {
  const level = units.find(({ code }) => code === org)?.level ?? ''
  const offered = rolesFor(own, level)
  const role = offered.includes('school_clerk') ? 'school_clerk' : offered[0]
  return role ? [{ role, unit: org, limits: [] }] : []
}
