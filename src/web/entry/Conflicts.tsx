import { Button } from 'antd'
import type { Catalog } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { keyOf } from './rows.ts'
import type { Draft } from './use-draft.ts'

/** Someone else was quicker in a cell: both values, and which of them stays. One after the other. */
export function Conflicts({
  draft,
  catalog,
  year,
}: {
  readonly draft: Draft
  readonly catalog: Catalog
  readonly year: number
}) {
  const { t, say } = useSpeech()
  const [conflict] = draft.conflicts
  if (!conflict) return null
  const element = catalog.elements.inForce(conflict.element, year)
  const mine = draft.contents.get(keyOf(conflict.element, conflict.cell))
  return (
    <Dialog
      title={t('fill.conflict')}
      onClose={() => draft.settle(conflict, false)}
      actions={
        <>
          <Button onClick={() => draft.settle(conflict, false)}>{t('fill.keep_theirs')}</Button>
          <Button type="primary" onClick={() => draft.settle(conflict, true)}>
            {t('fill.keep_mine')}
          </Button>
        </>
      }
    >
      <p>
        {t('fill.conflict_text', {
          name: element ? say(element.name) : conflict.element,
          who: conflict.changedBy ?? '—',
        })}
      </p>
      <dl className="entry__both">
        <dt>{t('fill.theirs')}</dt>
        <dd>{conflict.value ?? conflict.reason ?? '—'}</dd>
        <dt>{t('fill.mine')}</dt>
        <dd>{mine?.value ?? mine?.reason ?? '—'}</dd>
      </dl>
    </Dialog>
  )
}
