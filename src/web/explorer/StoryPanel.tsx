import type { Story } from '../../http/contract-explore.ts'
import { useSpeech } from '../i18n/language.tsx'
import { TraceTree } from '../parts/TraceTree.tsx'
import { CellsBehind } from './CellsBehind.tsx'

/** What the value means and how it came about: meaning, formula in words, the way down to the cells, the source. */
export function StoryPanel({
  story,
  opened,
  onOpen,
}: {
  readonly story: Story
  readonly opened: string | undefined
  readonly onOpen: (name: string | undefined) => void
}) {
  const { t, say } = useSpeech()
  const { definition, trace, origins, org } = story
  const { quantity, meaning, formula, rollup, period, source } = definition
  const isIndicator = quantity.kind === 'indicator'
  return (
    <div className="story">
      <h2 className="story__title">{t('story.title', { name: say(quantity.name) })}</h2>
      {meaning ? <p className="story__meaning">{say(meaning)}</p> : null}
      {isIndicator && formula ? (
        <section>
          <h3 className="story__head">{t('story.formula')}</h3>
          <p className="story__formula">
            <span className="story__left">{say(quantity.name)} =</span> {say(formula)}
          </p>
        </section>
      ) : null}
      <section>
        <h3 className="story__head">{t('story.trace')}</h3>
        <TraceTree
          trace={trace}
          origins={origins}
          unitLabel={(node) => say(node.unitLabel)}
          opened={opened}
          onOpen={onOpen}
          cells={(node) => <CellsBehind node={node} org={org.code} origin={origins[node.name]} />}
        />
      </section>
      <section>
        <h3 className="story__head">{t('story.rules')}</h3>
        <ul className="story__rules">
          <li>{t(`story.rollup.${rollup}`)}</li>
          {period ? <li>{t(`story.period.${period}`)}</li> : null}
          {source ? (
            <li>
              {t('story.source_is', { source: source.text })}
              {source.certainty === 'verified' ? null : t(`certainty.${source.certainty}`)}
            </li>
          ) : null}
        </ul>
      </section>
    </div>
  )
}
