import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Catalog } from '../../catalog/index.ts'
import { OwnPlace } from '../frame/OwnPlace.tsx'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { registerLink, registersLink } from './addresses.ts'
import { catalogQuery, type RegisterPlace } from './queries.ts'
import { RegisterDesk } from './RegisterDesk.tsx'
import { UnknownRegister } from './UnknownRegister.tsx'

/** `/desk/:org/:year/registers/:register`: the rows of one register. */
export function Component() {
  const { org = '', year = '', register = '' } = useParams()
  const { t } = useSpeech()
  const catalog = useQuery(catalogQuery)
  const place: RegisterPlace = { org, year: Number(year), register }
  return (
    <Loaded
      query={catalog}
      shape={
        <PageFrame place={null} title={t('loading.text')} windowTitle={t('reg.title')}>
          <LoadingShape lines={12} />
        </PageFrame>
      }
    >
      {(definitions) => <OfRegister key={`${org}/${year}/${register}`} catalog={definitions} place={place} />}
    </Loaded>
  )
}

function OfRegister({ catalog, place }: { readonly catalog: Catalog; readonly place: RegisterPlace }) {
  const { t } = useSpeech()
  const { org, year } = place
  const register = catalog.registers.inForce(place.register, year)
  const picker = (
    <OwnPlace org={org} year={year} linkTo={(unit, at) => registerLink(unit, at, place.register)} />
  )
  const above = <Link to={registersLink(org, year)}>{t('reg.all')}</Link>
  if (!register) return <UnknownRegister place={picker} above={above} year={year} />
  return <RegisterDesk catalog={catalog} register={register} place={place} picker={picker} above={above} />
}
