import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ListedUnit } from '../../http/contract.ts'
import { fitsRole, grantable, type OrgLevel, ROLES, type Role } from '../../kernel/index.ts'
import { useAccount } from '../data/session.ts'
import { useOrgName } from '../frame/OrgPlace.tsx'
import { UnitSelect } from '../frame/UnitSelect.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { Field } from '../parts/Field.tsx'
import { areasQuery } from './queries.ts'

/** A role at a unit as it is being put together. */
export interface GrantDraft {
  readonly role: Role
  /** Code. */
  readonly unit: string
  readonly limits: readonly string[]
}

/** The roles that the account which is signed in may give. */
export function useOwnRoles(): readonly Role[] {
  const account = useAccount()
  const given = new Set(account?.grants.flatMap(({ role }) => grantable[role] ?? []) ?? [])
  return ROLES.filter((role) => given.has(role))
}

/** Those of some roles that a unit of a level can have. */
export function rolesFor(roles: readonly Role[], level: string): readonly Role[] {
  return roles.filter((role) => fitsRole(role, level as OrgLevel))
}

/** Only who fills in is limited to some forms and registers. */
const LIMITED: readonly Role[] = ['school_clerk', 'bureau_officer']

/** The roles of an account, each at a unit, a filler's limited to some forms and registers where wanted. */
export function GrantsEditor({
  units,
  unit,
  grants,
  onChange,
}: {
  readonly units: readonly ListedUnit[]
  /** Where a further role begins. */
  readonly unit: string
  readonly grants: readonly GrantDraft[]
  readonly onChange: (grants: readonly GrantDraft[]) => void
}) {
  const { t } = useSpeech()
  const own = useOwnRoles()
  const replace = (index: number, grant: GrantDraft | undefined) =>
    onChange(grants.flatMap((one, at) => (at === index ? (grant ? [grant] : []) : [one])))
  const levelOf = (code: string) => units.find((one) => one.code === code)?.level ?? ''
  const [first] = rolesFor(own, levelOf(unit))
  return (
    <fieldset className="checks">
      <legend className="field__label">{t('accounts.roles')}</legend>
      <ul className="grants">
        {grants.map((grant, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a grant has no name but its place in the list
          <li key={index} className="grants__one">
            <OneGrant
              units={units}
              roles={rolesFor(own, levelOf(grant.unit))}
              grant={grant}
              onChange={(next) => replace(index, next)}
              {...(grants.length > 1 ? { onRemove: () => replace(index, undefined) } : {})}
            />
          </li>
        ))}
      </ul>
      {first ? (
        <Button size="small" onClick={() => onChange([...grants, { role: first, unit, limits: [] }])}>
          {t('accounts.role_add')}
        </Button>
      ) : null}
    </fieldset>
  )
}

function OneGrant({
  units,
  roles,
  grant,
  onChange,
  onRemove,
}: {
  readonly units: readonly ListedUnit[]
  readonly roles: readonly Role[]
  readonly grant: GrantDraft
  readonly onChange: (grant: GrantDraft) => void
  readonly onRemove?: () => void
}) {
  const { t } = useSpeech()
  const nameOf = useOrgName(units)
  const offered = roles.includes(grant.role) ? roles : [grant.role, ...roles]
  return (
    <>
      <div className="form__row">
        <Field label={t('accounts.role')}>
          {(attributes) => (
            <select
              {...attributes}
              value={grant.role}
              onChange={(event) => {
                const role = ROLES.find((one) => one === event.target.value)
                if (role) onChange({ ...grant, role, limits: LIMITED.includes(role) ? grant.limits : [] })
              }}
            >
              {offered.map((role) => (
                <option key={role} value={role}>
                  {t(`role.${role}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('accounts.at_unit')}>
          {(attributes) => (
            <UnitSelect
              attributes={attributes}
              units={units.filter(({ level }) => fitsRole(grant.role, level as OrgLevel))}
              value={grant.unit}
              onChange={(code) => onChange({ ...grant, unit: code })}
            />
          )}
        </Field>
        {onRemove ? (
          <Button
            aria-label={t('accounts.role_remove_of', {
              role: t(`role.${grant.role}`),
              org: nameOf(grant.unit),
            })}
            onClick={onRemove}
          >
            {t('accounts.role_remove')}
          </Button>
        ) : null}
      </div>
      {LIMITED.includes(grant.role) ? (
        <Limits limits={grant.limits} onChange={(limits) => onChange({ ...grant, limits })} />
      ) : null}
    </>
  )
}

function Limits({
  limits,
  onChange,
}: {
  readonly limits: readonly string[]
  readonly onChange: (limits: readonly string[]) => void
}) {
  const { t, say } = useSpeech()
  const { data: areas = [] } = useQuery(areasQuery)
  return (
    <details className="limits">
      <summary>
        {limits.length === 0 ? t('accounts.unlimited') : t('accounts.limited', { count: limits.length })}
      </summary>
      <p className="note">{t('accounts.limits_hint')}</p>
      <div className="checks__grid">
        {areas.map(({ id, kind, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={limits.includes(id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...limits, id] : limits.filter((one) => one !== id))
              }
            />{' '}
            {say(name)} <span className="note">{t(`accounts.area.${kind}`)}</span>
          </label>
        ))}
      </div>
    </details>
  )
}
