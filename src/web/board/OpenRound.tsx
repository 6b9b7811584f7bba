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
  const [year, setYear] = useState(new Date().getFullYear())
  const { data: catalog } = useQuery(catalogQuery)
  const { data: units = [] } = useQuery(unitsQuery(year))
  const [leftForms, setLeftForms] = useState<ReadonlySet<string>>(new Set())
  const [leftUnits, setLeftUnits] = useState<ReadonlySet<string>>(new Set())
  const { send, error, isBusy } = useSend()
  const forms = catalog?.forms.all(year) ?? []
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
      fields={[
        { name: 'title', label: t('board.round'), hint: t('board.round_hint') },
        { name: 'deadline', label: t('board.deadline'), kind: 'date', value: inDays(30) },
      ]}
      error={error}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={async ({ title = '', deadline = '' }) => {
        const opened = await send<Round>('POST', ['orgs', org, 'years', year, 'round'], {
          title,
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
            max={2100}
            required
            value={year}
            onChange={(event) => setYear(Number(event.target.value))}
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
