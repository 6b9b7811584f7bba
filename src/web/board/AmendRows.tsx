import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Catalog, Field as FieldOf, Register } from '../../catalog/index.ts'
import type { ShownRow } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Table } from '../quality/parts/Table.tsx'
import { cellText, headField, isNumber } from '../registers/cells.ts'
import { type RegisterPlace, rowsQuery } from '../registers/queries.ts'
import { AmendRow } from './AmendRow.tsx'
import { type AmendmentDraft, nextNew, rowChangeAt, withoutRow, withRow } from './amendment.ts'

/** So many rows are listed; a search leads to the others. */
const LISTED = 20
/** So many fields tell one row from another. */
const TOLD_BY = 5

/** The rows of a locked register: one is looked for, then changed or taken out; or a new one is written. */
export function AmendRows({
  catalog,
  register,
  place,
  draft,
  onChange,
  onClose,
}: {
  readonly catalog: Catalog
  readonly register: Register
  readonly place: RegisterPlace
  readonly draft: AmendmentDraft
  readonly onChange: (draft: AmendmentDraft) => void
  readonly onClose: () => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const [text, setText] = useState('')
  const search = useDeferredValue(text.trim())
  const [chosen, setChosen] = useState<ShownRow | 'new'>()
  const query = useQuery(
    rowsQuery(place, { filters: [], page: 1, size: LISTED, ...(search === '' ? {} : { search }) }),
  )
  const head = headField(register)
  const told = register.fields.filter(({ personal }) => personal !== 'sensitive')
  const fields = [...new Set([...(head ? [head] : []), ...told])].slice(0, TOLD_BY)
  const nameOf = (row: ShownRow) =>
    t('board.row_of', {
      register: say(register.name),
      row: row.rowNo,
      name: head ? cellText(catalog, head, row.cells[head.id], speech) : '',
    })
  if (chosen !== undefined) {
    const rowNo = chosen === 'new' ? nextNew(draft) : chosen.rowNo
    const name = chosen === 'new' ? t('board.row_new_of', { register: say(register.name) }) : nameOf(chosen)
    return (
      <AmendRow
        catalog={catalog}
        register={register}
        place={place}
        row={chosen === 'new' ? undefined : chosen}
        name={name}
        onTake={(cells, lines) => {
          const kind = chosen === 'new' ? 'added' : 'changed'
          onChange(withRow(draft, { register: register.id, kind, rowNo, name, cells, lines }))
          onClose()
        }}
        onBack={() => setChosen(undefined)}
      />
    )
  }
  const stateOf = ({ rowNo }: ShownRow) => rowChangeAt(draft, { register: register.id, rowNo })
  return (
    <Dialog
      title={t('board.amend_rows_of', { register: say(register.name) })}
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('reg.close')}</Button>
          <Button type="primary" onClick={() => setChosen('new')}>
            {t('board.row_add')}
          </Button>
        </>
      }
    >
      <div className="filter-bar">
        <label className="filter">
          <span>{t('board.row_search')}</span>
          <input
            type="search"
            className="text-field"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        {query.data && query.data.total > LISTED ? (
          <p className="note">{t('board.row_first', { shown: LISTED, total: query.data.total })}</p>
        ) : null}
      </div>
      <Loaded query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="note">{t('board.row_none')}</p>
          ) : (
            <Table
              caption={say(register.name)}
              rows={rows}
              keyOf={({ rowNo }) => String(rowNo)}
              columns={[
                ...fields.map((field: FieldOf) => ({
                  title: say(field.name),
                  isNumber: isNumber(field),
                  cell: ({ cells }: ShownRow) => cellText(catalog, field, cells[field.id], speech),
                })),
                {
                  title: t('board.action'),
                  cell: (row: ShownRow) => {
                    const change = stateOf(row)
                    return (
                      <span className="board__actions">
                        {change ? <span className="note">{t(`board.row_${change.kind}`)}</span> : null}
                        <Button
                          size="small"
                          aria-label={t('board.row_change_at', { place: nameOf(row) })}
                          onClick={() => setChosen(row)}
                        >
                          {t('board.row_change')}
                        </Button>
                        {change ? (
                          <Button
                            size="small"
                            aria-label={t('board.amend_drop_at', { place: nameOf(row) })}
                            onClick={() => onChange(withoutRow(draft, change))}
                          >
                            {t('board.amend_drop')}
                          </Button>
                        ) : (
                          <Button
                            size="small"
                            danger
                            aria-label={t('board.row_delete_at', { place: nameOf(row) })}
                            onClick={() =>
                              onChange(
                                withRow(draft, {
                                  register: register.id,
                                  kind: 'deleted',
                                  rowNo: row.rowNo,
                                  name: nameOf(row),
                                  cells: {},
                                  lines: [],
                                }),
                              )
                            }
                          >
                            {t('board.row_delete')}
                          </Button>
                        )}
                      </span>
                    )
                  },
                },
              ]}
            />
          )
        }
      </Loaded>
    </Dialog>
  )
}
