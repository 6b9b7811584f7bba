import type { Comparison, StandardLine } from '../../http/contract-explore.ts'
import { useSpeech } from '../i18n/language.tsx'
import { grouped } from '../parts/numbers.ts'
import { StandardMark } from '../parts/StandardMark.tsx'
import { withUnit } from '../parts/shown.ts'

/** What each standard asks, of whom, how many meet it, and how sure its bound is. */
export function StandardNotes({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useSpeech()
  return (
    <section className="standards">
      <h2 className="standards__title">{t('standard.title')}</h2>
      <ul className="standards__list">
        {comparison.standards.map((line) => (
          <StandardNote
            key={`${line.standard}-${line.item.zh}`}
            line={line}
            unit={comparison.quantity.unitLabel}
          />
        ))}
      </ul>
    </section>
  )
}

function StandardNote({
  line,
  unit,
}: {
  readonly line: StandardLine
  readonly unit: { readonly zh: string; readonly en: string }
}) {
  const { t, say } = useSpeech()
  const known = line.verdicts.filter((verdict) => verdict.met !== undefined)
  const met = known.filter((verdict) => verdict.met === true).length
  return (
    <li>
      <p className="standards__name">
        {say(line.name)} · {say(line.item)}
      </p>
      <p>
        {line.bounds
          .map((bound) =>
            t(`standard.asks.${line.comparison}`, {
              bound: withUnit(grouped(bound.printed), say(unit)),
              variants: bound.variants.map(say).join(t('list.separator')),
            }),
          )
          .join(t('list.semicolon'))}
      </p>
      <p className="standards__count">
        <StandardMark isMet /> {t('standard.schools', { count: met })}
        <StandardMark isMet={false} /> {t('standard.schools', { count: known.length - met })}
        {line.verdicts.length > known.length
          ? t('standard.unknown', { count: line.verdicts.length - known.length })
          : null}
      </p>
      <p className="note">
        {t('story.source_is', { source: line.source })}
        {line.certainty === 'verified' ? null : t(`certainty.${line.certainty}`)}
      </p>
    </li>
  )
}
