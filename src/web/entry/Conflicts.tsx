import { Button } from 'antd'
import { useState } from 'react'
import type { Catalog } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { grouped } from '../parts/numbers.ts'
import { momentText } from '../quality/parts/dates.ts'
import type { Clash } from './clash.ts'
import { EMPTY } from './content.ts'
import type { Draft } from './use-draft.ts'

/** Someone else was quicker in a cell: both values, who and when, and which of them stays. One after the other. */
export function Conflicts({
  draft,
  catalog,
  year,
}: {
  readonly draft: Draft
  readonly catalog: Catalog
  readonly year: number
}) {
  const { t } = useSpeech()
  const [later, setLater] = useState<readonly Clash[]>([])
  const [clash] = draft.clashes.filter((one) => !later.includes(one))
  if (draft.clashes.length === 0) return null
  return (
    <>
      <p className="notice notice--explain entry__clashes" role="status">
        {t('fill.clashes', { count: draft.clashes.length })}{' '}
        <Button size="small" onClick={() => setLater([])}>
          {t('fill.choose_now')}
        </Button>
      </p>
      {clash ? (
        <ConflictDialog
          key={clash.key}
          clash={clash}
          draft={draft}
          catalog={catalog}
          year={year}
          onLater={() => setLater(draft.clashes)}
        />
      ) : null}
    </>
  )
}

function ConflictDialog({
  clash,
  draft,
  catalog,
  year,
  onLater,
}: {
  readonly clash: Clash
  readonly draft: Draft
  readonly catalog: Catalog
  readonly year: number
  readonly onLater: () => void
}) {
  const { t, say, language } = useSpeech()
  const { theirs, key, typedAt } = clash
  const element = catalog.elements.inForce(theirs.element, year)
  const unit = element ? catalog.units.label(element.unit, language) : ''
  const shown = ({ value, reason }: { readonly value: string | null; readonly reason: string | null }) => {
    if (value !== null) return `${grouped(value)} ${unit}`
    const known = catalog.codeLists.get('missing_reasons')?.codes.find(({ code }) => code === reason)
    return known ? say(known.name) : t('fill.emptied')
  }
  const sides = [
    {
      side: 'theirs',
      text: shown(theirs),
      who: theirs.changedBy ?? '—',
      at: theirs.changedAt,
    },
    { side: 'mine', text: shown(draft.contents.get(key) ?? EMPTY), who: t('fill.me'), at: typedAt },
  ] as const
  return (
    <Dialog
      title={t('fill.conflict')}
      onClose={onLater}
      actions={
        <>
          <Button onClick={onLater}>{t('fill.choose_later')}</Button>
          <Button onClick={() => draft.acts.settle(clash, false)}>{t('fill.keep_theirs')}</Button>
          <Button type="primary" onClick={() => draft.acts.settle(clash, true)}>
            {t('fill.keep_mine')}
          </Button>
        </>
      }
    >
      <p>
        {t('fill.conflict_text', {
          name: element ? say(element.name) : theirs.element,
          who: theirs.changedBy ?? '—',
        })}
      </p>
      <table className="table entry__both">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('fill.content')}</th>
            <th scope="col">{t('fill.who')}</th>
            <th scope="col">{t('fill.when')}</th>
          </tr>
        </thead>
        <tbody>
          {sides.map(({ side, text, who, at }) => (
            <tr key={side}>
              <th scope="row">{t(`fill.${side}`)}</th>
              <td>{text}</td>
              <td>{who}</td>
              <td>{at === null ? '—' : momentText(at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
