import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import type { SupplyDemand } from '../../../http/contract/programmes.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { LoadingShape } from '../../parts/LoadingShape.tsx'
import { SyntheticNote } from '../../parts/SyntheticNote.tsx'
import { demandLink } from '../addresses.ts'
import { usePlace } from '../parts/place.ts'
import { QualityFrame } from '../parts/QualityFrame.tsx'
import { supplyDemandQuery } from '../queries.ts'
import { balanceFigure } from './figures/balance.ts'
import { demandFigure } from './figures/demand.ts'
import { ProgrammesNav } from './ProgrammesNav.tsx'

/** `/programmes/:org/:year/demand`: how many graduates are wanted, how many there are, and what is to be expected. */
export function Component() {
  const { t } = useSpeech()
  const { org, year } = usePlace()
  const query = useQuery(supplyDemandQuery(org, year))
  return (
    <QualityFrame
      org={org}
      year={year}
      linkTo={demandLink}
      title={t('prog.demand_title')}
      nav={<ProgrammesNav org={org} year={year} />}
    >
      <Loaded query={query} shape={<LoadingShape kind="chart" />}>
        {(document) =>
          document.programmes.some(({ points }) => points.length > 0) ? (
            <Demand document={document} />
          ) : (
            <EmptyState title={t('prog.demand_none_title')} text={t('prog.demand_none_text')} />
          )
        }
      </Loaded>
    </QualityFrame>
  )
}

function Demand({ document }: { readonly document: SupplyDemand }) {
  const speech = useSpeech()
  const { t, say, language } = speech
  const [search, setSearch] = useSearchParams()
  const counted = document.programmes.filter(({ points }) => points.length > 0)
  const series =
    counted.find(({ programme }) => programme.code === search.get('of')) ??
    counted.find(({ forecast }) => forecast.state === 'known') ??
    counted[0]
  const place = orgName(document.org, language)
  return (
    <>
      {document.isSynthetic ? <SyntheticNote /> : null}
      <p className="note">{t('prog.demand_lead')}</p>
      <ChartFrame
        figure={balanceFigure(document, place, speech)}
        name={`${place}-${document.year}-${t('prog.demand')}`}
      />
      {series ? (
        <>
          <label className="one-of">
            {t('prog.programme')}{' '}
            <select
              className="text-field"
              value={series.programme.code}
              onChange={(event) =>
                setSearch({ of: event.target.value }, { replace: true, preventScrollReset: true })
              }
            >
              {counted.map(({ programme }) => (
                <option key={programme.code} value={programme.code}>
                  {say(programme.name)}
                </option>
              ))}
            </select>
          </label>
          <ChartFrame
            key={series.programme.code}
            figure={demandFigure(series, speech)}
            name={`${series.programme.name.zh}-${document.year}`}
            note={
              series.occupations.length > 0 ? (
                <p className="figure__note note">
                  {t('prog.occupations', {
                    list: series.occupations
                      .map(({ name, share }) => `${say(name)} × ${share}`)
                      .join(t('list.separator')),
                  })}
                </p>
              ) : null
            }
          />
        </>
      ) : null}
    </>
  )
}
