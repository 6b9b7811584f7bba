import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ListedUnit, TraceNode } from '../../http/contract.ts'
import type { Comparison, Story } from '../../http/contract-explore.ts'
import { comparisonQuery, storyQuery } from '../data/queries.ts'
import { exploreLink } from '../explorer/address.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { grouped } from '../parts/numbers.ts'
import { valueText, withUnit } from '../parts/shown.ts'
import { WALKED_FACT } from './main-facts.ts'

/** One published value walked back, step by step, to what schools typed: the promise, shown and not only said. */
export function WalkBack({ city, year }: { readonly city: ListedUnit; readonly year: number }) {
  const view = { org: city.code, year, id: WALKED_FACT }
  const story = useQuery(storyQuery(view))
  const comparison = useQuery(comparisonQuery(view))
  // An illustration: where it cannot be had, the page is whole without it.
  if (!story.data || !comparison.data || comparison.data.whole.value.state !== 'known') return null
  return <Steps city={city} year={year} story={story.data} comparison={comparison.data} />
}

function Steps({
  city,
  year,
  story,
  comparison,
}: {
  readonly city: ListedUnit
  readonly year: number
  readonly story: Story
  readonly comparison: Comparison
}) {
  const speech = useSpeech()
  const { t, say, language } = speech
  const { whole, units, quantity } = comparison
  const known = units.filter(({ value }) => value.state === 'known')
  const [example] = known
  const register = Object.values(story.origins).find((origin) => origin.register)?.register
  const link = exploreLink(city.code, year, quantity.id)
  const figure = (node: TraceNode) =>
    `${say(node.label)} ${node.printed === undefined ? t(`state.${node.state}`) : withUnit(grouped(node.printed), say(node.unitLabel))}`
  return (
    <section className="walk" aria-labelledby="walk-title">
      <h2 className="walk__title" id="walk-title">
        {t('walk.title')}
      </h2>
      <ol className="walk__steps">
        <li>
          <p className="walk__what">{t('walk.published')}</p>
          <p className="walk__fact">
            <Link to={link}>{`${say(quantity.name)} ${valueText(whole.value, speech)}`}</Link>
          </p>
          <p className="walk__how">{orgName(whole.org, language)}</p>
        </li>
        <li>
          <p className="walk__what">{t('walk.formula')}</p>
          <p className="walk__fact">{story.trace.inputs.map(figure).join(t('list.separator'))}</p>
          <p className="walk__how">{story.definition.formula ? say(story.definition.formula) : ''}</p>
        </li>
        <li>
          <p className="walk__what">{t('walk.schools')}</p>
          <p className="walk__fact">
            <Link to={`${link}?view=table`}>{t('walk.count', { count: known.length })}</Link>
          </p>
          <p className="walk__how">
            {example
              ? t('walk.example', {
                  org: orgName(example.org, language),
                  value: valueText(example.value, speech),
                })
              : ''}
          </p>
        </li>
        <li>
          <p className="walk__what">{t('walk.cells')}</p>
          <p className="walk__fact">{register ? say(register.name) : ''}</p>
          <p className="walk__how">{register ? say(register.counting) : ''}</p>
        </li>
      </ol>
    </section>
  )
}
