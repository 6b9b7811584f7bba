import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Round } from '../../http/contract/rounds.ts'
import { unitsQuery } from '../data/queries.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Field } from '../parts/Field.tsx'
import { endOfDay, inDays } from '../quality/parts/dates.ts'
import { FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'
import { catalogQuery } from '../registers/queries.ts'
import { unitsBelow } from './below.ts'
import { Ticks } from './Ticks.tsx'

/** A new round: its year, what is to be filled in, who fills it in, until when. */
export function OpenRound({
  org,
  onClose,
  onOpened,
}: {
  readonly org: string
  readonly onClose: () => void
  readonly onOpened: (year: number) => void
}) {
  const { t, say, language } = useSpeech()
  const [typedYear, setTypedYear] = useState(String(new Date().getFullYear()))
  const [typedTitle, setTypedTitle] = useState<string>()
  const [deadline, setDeadline] = useState(inDays(30))
  const { data: catalog } = useQuery(catalogQuery)
  const isYear = /^20\d\d$/.test(typedYear)
  const year = Number(typedYear)
  const title = typedTitle ?? t('board.round_name', { year: typedYear })
  const { data: units = [] } = useQuery({ ...unitsQuery(year), enabled: isYear })
  const [leftForms, setLeftForms] = useState<ReadonlySet<string>>(new Set())
  const [leftUnits, setLeftUnits] = useState<ReadonlySet<string>>(new Set())
  const { send, error, isBusy } = useSend()
  const forms = isYear ? (catalog?.forms.all(year) ?? []) : []
  const schools = unitsBelow(units, org)
  const wanted = (all: readonly string[], left: ReadonlySet<string>) => all.filter((one) => !left.has(one))
  const chosenForms = wanted(
    forms.map(({ id }) => id),
    leftForms,
  )
  const chosenUnits = wanted(
    schools.map(({ code }) => code),
    leftUnits,
  )
  return (
    <FormDialog
      title={t('board.open')}
      submit={t('board.open')}
      fields={[]}
      error={error}
      isBusy={isBusy}
      isBarred={chosenForms.length === 0 || chosenUnits.length === 0}
      onClose={onClose}
      onSubmit={async () => {
        const opened = await send<Round>('POST', ['orgs', org, 'years', year, 'round'], {
          title: title.trim(),
          deadline: endOfDay(deadline),
          ...(chosenForms.length < forms.length ? { forms: chosenForms } : {}),
          ...(chosenUnits.length < schools.length ? { units: chosenUnits } : {}),
        })
        if (opened) onOpened(year)
      }}
    >
      <Field label={t('board.year')}>
        {(attributes) => (
          <input
            {...attributes}
            type="number"
            min={2000}
            max={2099}
            required
            value={typedYear}
            onChange={({ target }) => setTypedYear(target.value)}
          />
        )}
      </Field>
      <Field label={t('board.round')}>
        {(attributes) => (
          <input
            {...attributes}
            required
            maxLength={100}
            value={title}
            onChange={({ target }) => setTypedTitle(target.value)}
          />
        )}
      </Field>
      <Field label={t('board.deadline')}>
        {(attributes) => (
          <input
            {...attributes}
            type="date"
            required
            value={deadline}
            onChange={({ target }) => setDeadline(target.value)}
          />
        )}
      </Field>
      <Ticks
        legend={t('board.forms')}
        options={forms.map(({ id, name }) => ({ value: id, text: say(name) }))}
        left={leftForms}
        onChange={setLeftForms}
      />
      <Ticks
        legend={t('board.units')}
        options={schools.map((unit) => ({ value: unit.code, text: orgName(unit, language) }))}
        left={leftUnits}
        onChange={setLeftUnits}
      />
    </FormDialog>
  )
}
