import { Button } from 'antd'
import type { TrailEntry } from '../../http/contract/trail.ts'
import { orgName } from '../frame/org-name.ts'
import { useSpeech } from '../i18n/language.tsx'
import { arrive } from '../parts/arrive.ts'
import { momentText } from '../quality/parts/dates.ts'
import { useActionName, useActorName } from './words.ts'

/** One entry of the trail in full. */
export function EntryPanel({ entry, onClose }: { readonly entry: TrailEntry; readonly onClose: () => void }) {
  const { t, language } = useSpeech()
  const actionName = useActionName()
  const actorName = useActorName()
  const facts: readonly (readonly [string, string])[] = [
    [t('trail.at'), momentText(entry.at)],
    [t('trail.actor'), actorName(entry.actor)],
    [t('trail.org'), orgName(entry.org, language)],
    [t('trail.object'), entry.object || '—'],
    [t('trail.result'), t(`trail.result.${entry.result}`)],
    [t('trail.origin'), entry.origin],
    [t('trail.code'), entry.action],
  ]
  return (
    <section aria-label={t('trail.entry')} tabIndex={-1} ref={arrive}>
      <header className="trail__head">
        <h2 className="panel-head">{actionName(entry.action)}</h2>
        <Button size="small" onClick={onClose}>
          {t('accounts.close')}
        </Button>
      </header>
      <dl className="trail__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className="panel-head">{t('trail.details')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long entry is scrolled with the keyboard too */}
      <pre className="trail__details" tabIndex={0}>
        {JSON.stringify(entry.details, null, 2)}
      </pre>
    </section>
  )
}
