import { Button } from 'antd'
import type { Catalog, Register } from '../../catalog/index.ts'
import type { ShownRow } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { type Cells, cellText } from './cells.ts'
import { momentText } from './times.ts'

/** Someone else was quicker: both contents side by side, and which of them stays. */
export function Conflict({
  catalog,
  register,
  typed,
  now,
  onKeep,
  onOverwrite,
  onClose,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly typed: Cells
  readonly now: ShownRow
  readonly onKeep: () => void
  readonly onOverwrite: () => void
  readonly onClose: () => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  return (
    <Dialog
      title={t('reg.conflict')}
      onClose={onClose}
      isWide
      actions={
        <>
          <Button onClick={onClose}>{t('reg.back')}</Button>
          <Button onClick={onKeep}>{t('reg.conflict_keep')}</Button>
          <Button type="primary" onClick={onOverwrite}>
            {t('reg.conflict_mine')}
          </Button>
        </>
      }
    >
      <p>
        {t('reg.conflict_text', {
          who: now.changedBy ?? '—',
          when: now.changedAt === null ? '—' : momentText(now.changedAt),
        })}
      </p>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('reg.field')}</th>
              <th scope="col">{t('reg.mine')}</th>
              <th scope="col">{t('reg.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {register.fields
              .filter(({ id }) => id in typed)
              .map((field) => (
                <tr key={field.id}>
                  <th scope="row">{say(field.name)}</th>
                  <td>{cellText(catalog, field, typed[field.id], speech) || '—'}</td>
                  <td>{cellText(catalog, field, now.cells[field.id], speech) || '—'}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}
