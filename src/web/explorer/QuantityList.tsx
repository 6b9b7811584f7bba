import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useId } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { ShownValue } from '../../http/contract.ts'
import type { Quantity } from '../../http/contract-explore.ts'
import { quantitiesQuery, unitsQuery, valuesQuery } from '../data/queries.ts'
import { OrgYearPicker } from '../frame/OrgYearPicker.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { ChangeMark } from '../parts/ChangeMark.tsx'
import { EmptyState } from '../parts/EmptyState.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { SyntheticNote } from '../parts/SyntheticNote.tsx'
import { valueText } from '../parts/shown.ts'
import { exploreLink, usePlace } from './address.ts'
import { byTopic, findQuantities } from './search.ts'
import './explorer.css'

type Kind = Quantity['kind']

/** `/explore/:org/:year`: everything there is to look at, by topic, each with its value and change. */
export function Component() {
  const { t, language } = useSpeech()
  const { org, year } = usePlace()
  const [search, setSearch] = useSearchParams()
  const kind: Kind = search.get('kind') === 'element' ? 'element' : 'indicator'
  const text = search.get('find') ?? ''
  const units = useQuery(unitsQuery(year))
  const here = units.data?.find((unit) => unit.code === org)
  const name = here ? orgName(here, language) : org
  const keep = (key: string, value: string) =>
    setSearch(
      (before) => {
        if (value === '') before.delete(key)
        else before.set(key, value)
        return before
      },
      { replace: true, preventScrollReset: true },
    )
  const searchText = search.size > 0 ? `?${search}` : ''
  return (
    <PageFrame
      place={
        <OrgYearPicker org={org} year={year} linkTo={(o, y) => exploreLink(o, y, undefined, searchText)} />
      }
      windowTitle={t('list.title', { org: name, year })}
      title={t('list.title', { org: name, year })}
      state={<p className="note">{t('list.lead')}</p>}
    >
      <div className="list-tools">
        <Segmented<Kind>
          aria-label={t('list.kind')}
          name="kind"
          value={kind}
          onChange={(next) => keep('kind', next === 'indicator' ? '' : next)}
          options={[
            { value: 'indicator', label: t('list.indicators') },
            { value: 'element', label: t('list.elements') },
          ]}
        />
        <SearchField text={text} onText={(next) => keep('find', next)} />
      </div>
      <Lists org={org} year={year} kind={kind} text={text} />
    </PageFrame>
  )
}

function SearchField({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const { t } = useSpeech()
  const field = useId()
  return (
    <div className="units__search list-tools__search">
      <label className="visually-hidden" htmlFor={field}>
        {t('list.search')}
      </label>
      <Icon name="search" />
      <input
        id={field}
        type="search"
        className="text-field"
        placeholder={t('list.search')}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  )
}

function Lists({
  org,
  year,
  kind,
  text,
}: {
  readonly org: string
  readonly year: number
  readonly kind: Kind
  readonly text: string
}) {
  const { t } = useSpeech()
  const quantities = useQuery(quantitiesQuery(year))
  const values = useQuery(valuesQuery(org, year))
  return (
    <Loaded query={values}>
      {({ org: unit, values: all }) => (
        <Loaded query={quantities}>
          {(defined) => {
            const found = findQuantities(
              defined.filter((quantity) => quantity.kind === kind),
              text,
            )
            const byId = new Map(all.map((value) => [value.id, value]))
            return (
              <>
                {unit.isSynthetic ? <SyntheticNote /> : null}
                <p className="visually-hidden" role="status">
                  {t('list.found', { count: found.length })}
                </p>
                {found.length === 0 ? <EmptyState title={t('list.none')} text={t('list.none_text')} /> : null}
                <div className="topics">
                  {byTopic(found).map(({ topic, quantities: under }) => (
                    <TopicTable
                      key={`${topic.kind}-${topic.id}`}
                      name={topic.name}
                      quantities={under}
                      values={byId}
                      org={org}
                      year={year}
                    />
                  ))}
                </div>
              </>
            )
          }}
        </Loaded>
      )}
    </Loaded>
  )
}

function TopicTable({
  name,
  quantities,
  values,
  org,
  year,
}: {
  readonly name: { readonly zh: string; readonly en: string }
  readonly quantities: readonly Quantity[]
  readonly values: ReadonlyMap<string, ShownValue>
  readonly org: string
  readonly year: number
}) {
  const { t, say } = useSpeech()
  return (
    <table className="table topic">
      <caption className="topic__name">{say(name)}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('table.quantity')}</th>
          <th scope="col">{t('table.value')}</th>
          <th scope="col">{t('value.change')}</th>
        </tr>
      </thead>
      <tbody>
        {quantities.map((quantity) => {
          const value = values.get(quantity.id)
          return (
            <tr key={quantity.id}>
              <th scope="row">
                <Link to={exploreLink(org, year, quantity.id)}>{say(quantity.name)}</Link>
              </th>
              <td className={value?.state === 'known' ? 'table__number' : 'table__number table__none'}>
                {value ? valueText(value, { t, say }) : ''}
              </td>
              <td className="table__number topic__change">
                {value?.change ? <ChangeMark change={value.change} /> : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
