import { Button } from 'antd'
import { useState } from 'react'
import type { OrgChangePreview } from '../../http/contract/org-changes.ts'
import type { ListedUnit } from '../../http/contract.ts'
import { isUnder } from '../frame/org-forest.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { useToast } from '../parts/Toast.tsx'
import { type FieldSpec, type Filled, FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'
import { changeOf, type Kind, levelsUnder } from './change.ts'

/** Changes a unit from a year on: what, then what becomes different, then done. */
export function ChangeDialog({
  kind,
  unit,
  units,
  year,
  onClose,
  onDone,
}: {
  readonly kind: Kind
  readonly unit: ListedUnit
  readonly units: readonly ListedUnit[]
  readonly year: number
  readonly onClose: () => void
  /** Where to look next: the unit that is there after the change, and its first year. */
  readonly onDone: (org: string, from: number) => void
}) {
  const { t, language } = useSpeech()
  const toast = useToast()
  const { send, error, forget, isBusy } = useSend()
  const [filled, setFilled] = useState<Filled>({})
  const [preview, setPreview] = useState<OrgChangePreview>()
  const fields = useFields(kind, unit, units, year, filled)
  const from = Number(filled.from ?? year)
  const change = changeOf(kind, unit, filled)
  if (!preview) {
    return (
      <FormDialog
        title={t(`units.ask.${kind}`, { org: orgName(unit, language) })}
        text={t(`units.why.${kind}`)}
        submit={t('units.look')}
        fields={fields}
        error={error}
        isBusy={isBusy}
        onClose={onClose}
        onSubmit={async (given) => {
          setFilled(given)
          setPreview(
            await send<OrgChangePreview>('POST', ['years', given.from ?? year, 'org-change-previews'], {
              change: changeOf(kind, unit, given),
            }),
          )
        }}
      />
    )
  }
  const make = async () => {
    const done = await send('POST', ['years', from, 'org-changes'], { change, reason: filled.reason ?? '' })
    if (!done) return
    toast({ text: t('units.done') })
    const next = {
      open: filled.code,
      merge: filled.target,
      close: unit.parent,
      rename: unit.code,
      move: unit.code,
    }
    onDone(next[kind] ?? unit.code, from)
  }
  return (
    <Dialog
      title={t('units.preview', { year: from })}
      onClose={onClose}
      actions={
        <>
          <Button
            onClick={() => {
              forget()
              setPreview(undefined)
            }}
          >
            {t('units.back')}
          </Button>
          <Button type="primary" loading={isBusy} onClick={() => void make()}>
            {t(`units.do.${kind}`)}
          </Button>
        </>
      }
    >
      <Preview preview={preview} from={from} />
      {error === undefined ? null : <ErrorState error={error} />}
    </Dialog>
  )
}

function useFields(
  kind: Kind,
  unit: ListedUnit,
  units: readonly ListedUnit[],
  year: number,
  filled: Filled,
): readonly FieldSpec[] {
  const { t, language } = useSpeech()
  const others = units.filter((other) =>
    kind === 'merge'
      ? other.code !== unit.code && other.level === unit.level
      : !isUnder(other, unit, units) &&
        other.code !== unit.parent &&
        levelsUnder(other.level).some((level) => level === unit.level),
  )
  const name: FieldSpec[] = [
    { name: 'name', label: t('units.new_name'), value: filled.name ?? '' },
    { name: 'nameEn', label: t('units.name_en'), value: filled.nameEn ?? '', isOptional: true },
  ]
  const target: FieldSpec = {
    name: 'target',
    kind: 'choice',
    label: t(kind === 'merge' ? 'units.into' : 'units.new_parent'),
    value: filled.target ?? '',
    options: [
      { value: '', text: t('units.choose') },
      ...others.map((other) => ({ value: other.code, text: orgName(other, language) })),
    ],
  }
  const own: Readonly<Record<Kind, readonly FieldSpec[]>> = {
    open: [
      ...name,
      { name: 'code', label: t('units.code'), hint: t('units.code_hint'), value: filled.code ?? '' },
      {
        name: 'level',
        kind: 'choice',
        label: t('units.level'),
        value: filled.level ?? '',
        options: levelsUnder(unit.level).map((level) => ({ value: level, text: t(`units.level.${level}`) })),
      },
    ],
    rename: name,
    move: [target],
    merge: [target],
    close: [],
  }
  return [
    ...own[kind],
    {
      name: 'from',
      kind: 'number',
      label: t('units.from'),
      hint: t('units.from_hint'),
      value: filled.from ?? String(year),
    },
    {
      name: 'reason',
      kind: 'text',
      label: t('quality.reason'),
      hint: t('units.reason_hint'),
      value: filled.reason ?? '',
    },
  ]
}

function Preview({ preview, from }: { readonly preview: OrgChangePreview; readonly from: number }) {
  const { t } = useSpeech()
  const shown = (what: string, value: string | undefined) =>
    value === undefined ? t('units.nothing') : what === 'status' ? t(`units.status.${value}`) : value
  return (
    <>
      <ul className="unit-preview">
        {preview.units.map((unit) => (
          <li key={unit.code}>
            <h3>
              {unit.name} <code>{unit.code}</code>
            </h3>
            {unit.changes.length === 0 ? <p className="note">{t('units.same')}</p> : null}
            <dl>
              {unit.changes.map(({ what, before, after }) => (
                <div key={`${what} ${after ?? ''}`}>
                  <dt>{t(`units.what.${what}`)}</dt>
                  <dd>
                    {before === undefined ? null : <del>{shown(what, before)}</del>}
                    <ins>{shown(what, after)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      <p className="note">
        {preview.years.length === 0
          ? t('units.no_sums', { year: from })
          : t('units.sums', { list: preview.years.join(t('list.separator')), year: from })}
      </p>
    </>
  )
}
