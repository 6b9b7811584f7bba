import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { Catalog, Register } from '../../catalog/index.ts'
import type { ChangedRows } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useToast } from '../parts/Toast.tsx'
import { cellText } from './cells.ts'
import { useChanging } from './changes.ts'
import { deletedQuery, type RegisterPlace } from './queries.ts'
import { momentText } from './times.ts'

/** How many fields tell a row from the others at a glance. */
const SHOWN = 4

/** Rows that were taken away, each with its way back. */
export function DeletedRows({
  catalog,
  register,
  place,
  mayWrite,
  onClose,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  readonly mayWrite: boolean
  readonly onClose: () => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const toast = useToast()
  const query = useQuery(deletedQuery(place))
  const { send, error, isBusy } = useChanging(place)
  const fields = register.fields.slice(0, SHOWN)
  const restore = async (row: number) => {
    const answer = await send<ChangedRows>('POST', ['deleted', row, 'restore'])
    const [back] = answer?.rows ?? []
    if (back) toast({ text: t('reg.restored', { row: back.rowNo }) })
  }
  return (
    <Dialog
      title={t('reg.deleted_rows')}
      onClose={onClose}
      isWide
      actions={<Button onClick={onClose}>{t('reg.close')}</Button>}
    >
      {error === undefined ? null : <ErrorState error={error} />}
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <p>{t('reg.deleted_none')}</p>
          ) : (
            <div className="table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    {fields.map((field) => (
                      <th key={field.id} scope="col">
                        {say(field.name)}
                      </th>
                    ))}
                    <th scope="col">{t('reg.deleted_by')}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={`${row.rowNo}-${row.revision}`}>
                      {fields.map((field) => (
                        <td key={field.id}>{cellText(catalog, field, row.cells[field.id], speech)}</td>
                      ))}
                      <td>
                        {row.replacedBy} <span className="note">{momentText(row.replacedAt)}</span>
                      </td>
                      <td>
                        {mayWrite ? (
                          <Button size="small" disabled={isBusy} onClick={() => void restore(row.rowNo)}>
                            {t('reg.restore')}
                          </Button>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Dialog>
  )
}
