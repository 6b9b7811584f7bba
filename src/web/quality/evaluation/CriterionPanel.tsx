import { Link } from 'react-router'
import type { CriterionNode, ScoreSheet } from '../../../http/contract/evaluation.ts'
import { exploreLink } from '../../explorer/address.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { grouped } from '../../parts/numbers.ts'
import { withUnit } from '../../parts/shown.ts'
import { shortPoints } from './criteria.ts'
import { OpenProblem } from './OpenProblem.tsx'

/** What a criterion asks, how its points come about, and what everyone said about it whom the reader may hear. */
export function CriterionPanel({
  criterion,
  sheet,
}: {
  readonly criterion: CriterionNode
  readonly sheet: ScoreSheet
}) {
  const { t, say } = useSpeech()
  const { name, guide, rule, competence, value, options, marks, weight, final, self } = criterion
  const experts = new Map((sheet.experts ?? []).map((one) => [one.id, one.name]))
  const isTold = ['notified', 'replied', 'confirmed', 'published'].includes(sheet.state) && !sheet.totals.own
  const said = marks.filter(({ mark, note }) => mark !== null || note !== '')
  return (
    <div className="story">
      <h2 className="story__title">{say(name)}</h2>
      <p className="note">{t('eval.weight_of', { weight })}</p>
      {guide ? <p className="story__meaning">{say(guide)}</p> : null}
      {value ? (
        <section>
          <h3 className="story__head">{t('eval.computed')}</h3>
          <p className="panel-value">
            {value.printed === undefined
              ? t(`state.${value.state}`)
              : withUnit(grouped(value.printed), say(value.unitLabel))}
          </p>
          <p>{say(value.formula)}</p>
          {rule ? <p className="note">{say(rule)}</p> : null}
          <p className="note">
            {t(sheet.valuesAt ? 'eval.value_frozen' : 'eval.value_preview')}
            {value.coverage.reported < value.coverage.expected
              ? t('coverage.partial', {
                  ...value.coverage,
                  missing: value.coverage.expected - value.coverage.reported,
                })
              : ''}
          </p>
          {value.indicator ? (
            <p>
              <Link to={exploreLink(sheet.org.code, sheet.round.year, value.indicator)}>
                {t('eval.to_story')}
              </Link>
            </p>
          ) : null}
        </section>
      ) : null}
      {options.length > 0 ? (
        <section>
          <h3 className="story__head">{t('eval.marks')}</h3>
          <dl className="descriptors">
            {options.map((option) => (
              <div key={option.id}>
                <dt>
                  {say(option.name)} <span className="note">× {option.factor}</span>
                </dt>
                {option.descriptor ? <dd>{say(option.descriptor)}</dd> : null}
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      {competence ? <p className="note">{t('eval.competence_of', { name: say(competence) })}</p> : null}
      {said.length > 0 ? (
        <section>
          <h3 className="story__head">{t('eval.said')}</h3>
          <ul className="said">
            {said.map(({ kind, assessor, mark, note }) => {
              const option = options.find(({ id }) => id === mark)
              return (
                <li key={`${kind}-${assessor ?? ''}`}>
                  <strong>
                    {kind === 'expert' && assessor
                      ? (experts.get(assessor) ?? t('eval.kind.expert'))
                      : t(`eval.kind.${kind}`)}
                  </strong>
                  {option ? ` · ${say(option.name)}` : ''}
                  {note === '' ? null : <p>{note}</p>}
                </li>
              )
            })}
          </ul>
        </section>
      ) : null}
      {self || final ? (
        <dl className="facts">
          {self?.state === 'scored' ? (
            <div>
              <dt>{t('eval.self_points')}</dt>
              <dd>{shortPoints(self.points)}</dd>
            </div>
          ) : null}
          {final?.state === 'scored' ? (
            <div>
              <dt>{t('eval.points')}</dt>
              <dd>{shortPoints(final.points)}</dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {isTold && final?.state === 'scored' && Number(final.points) < Number(weight) ? (
        <OpenProblem key={criterion.id} evaluation={sheet.id} criterion={criterion.id} />
      ) : null}
    </div>
  )
}
