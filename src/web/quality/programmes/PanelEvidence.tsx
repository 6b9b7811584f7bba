import { Link } from 'react-router'
import type { Application } from '../../../http/contract/programmes.ts'
import { orgName } from '../../frame/org-name.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { sheetLink } from '../addresses.ts'
import { figuresLine } from './figures-text.ts'

/** How the panel stands, and what the platform lays before it: the same programme elsewhere, demand, capacity. */
export function PanelEvidence({ application }: { readonly application: Application }) {
  const { t, say, language } = useSpeech()
  const { panel, panelEvidence } = application
  return (
    <>
      {panel ? (
        <section className="panel-experts" aria-label={t('prog.panel')}>
          <h2 className="panel-head">{t('prog.panel')}</h2>
          <p>
            {t('prog.panel_sheets', panel.sheets)}
            {panel.points ? ` · ${t('eval.gets', { points: panel.points })}` : ''}
            {panel.rating ? ` · ${say(panel.rating)}` : ''}
          </p>
          <p>
            <Link to={sheetLink(panel.evaluation)}>{t('prog.to_panel')}</Link>
          </p>
          <ul className="said">
            {panel.opinions.map(({ expert, texts }) => (
              <li key={expert}>
                <strong>{expert}</strong>
                {texts.map((text) => (
                  <p key={text}>{text}</p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {panelEvidence ? (
        <section className="panel-experts" aria-label={t('prog.panel_evidence')}>
          <h2 className="panel-head">{t('prog.panel_evidence')}</h2>
          <h3 className="story__head">{t('prog.elsewhere')}</h3>
          {panelEvidence.elsewhere.length === 0 ? <p className="note">{t('prog.elsewhere_none')}</p> : null}
          <ul className="said">
            {panelEvidence.elsewhere.map(({ org, city, figures }) => (
              <li key={org.code}>
                <strong>{orgName(org, language)}</strong>{' '}
                <span className="note">{orgName(city, language)}</span>
                <p className="note">{figuresLine(figures, { t, say })}</p>
              </li>
            ))}
          </ul>
          <h3 className="story__head">{t('prog.demand')}</h3>
          <p className="note">
            {panelEvidence.demand.points.length === 0
              ? t('prog.demand_none')
              : panelEvidence.demand.points
                  .map(({ year, count }) => `${year}: ${count}`)
                  .join(t('list.separator'))}
            {panelEvidence.demand.expected
              ? ` · ${t('prog.expected', { count: panelEvidence.demand.expected })}`
              : ''}
          </p>
          <h3 className="story__head">{t('prog.capacity')}</h3>
          <p className="note">{figuresLine(panelEvidence.capacity, { t, say })}</p>
          <p className="note">
            {t('prog.applications_this_year', { count: panelEvidence.applicationsThisYear })}
          </p>
        </section>
      ) : null}
    </>
  )
}
