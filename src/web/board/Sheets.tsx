import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Catalog, Register } from '../../catalog/index.ts'
import type { EntryDocument } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { grouped } from '../parts/numbers.ts'
import { Table } from '../quality/parts/Table.tsx'
import { registerLink } from '../registers/addresses.ts'
import { entryQuery } from '../registers/queries.ts'
import { AmendRows } from './AmendRows.tsx'
import type { AmendmentDraft } from './amendment.ts'
import { RemarkDialog } from './RemarkDialog.tsx'
import type { DraftRemark } from './Remarks.tsx'

/** So many are shown at once; more are unfolded by whoever wants them. */
const FEW = 6

/** The registers of a return: how many rows each has, the way to them, and what of them is amended. */
export function Sheets({
  catalog,
  org,
  year,
  amendment,
  onRemark,
  onAmend,
}: {
  readonly catalog: Catalog
  readonly org: string
  readonly year: number
  readonly amendment?: AmendmentDraft | undefined
  readonly onRemark?: (remark: DraftRemark) => void
  readonly onAmend: (draft: AmendmentDraft) => void
}) {
  const { t, say } = useSpeech()
  const query = useQuery(entryQuery(org, year))
  const [at, setAt] = useState<Omit<DraftRemark, 'text'>>()
  const [opened, setOpened] = useState<Register>()
  return (
    <section>
      <Loaded query={query}>
        {(entry) => {
          const registers = entry.forms
            .flatMap((form) => catalog.forms.inForce(form, year)?.sections ?? [])
            .flatMap((section) => section.registers)
            .flatMap((id) => catalog.registers.inForce(id, year) ?? [])
          const sheetOf = (id: string) => entry.sheets.find(({ register }) => register === id)
          const isActed = amendment !== undefined || onRemark !== undefined
          return registers.length === 0 ? null : (
            <>
              <h2 className="part-head">{t('board.sheets')}</h2>
              <details className="board__form" open={registers.length <= FEW || undefined}>
                <summary>
                  {t('board.sheets_kept', { begun: begunOf(entry, registers), count: registers.length })}
                </summary>
                <Table
                  caption={t('board.sheets')}
                  rows={registers}
                  keyOf={({ id }) => id}
                  columns={[
                    {
                      title: t('board.sheet'),
                      cell: ({ id, name }) => <Link to={registerLink(org, year, id)}>{say(name)}</Link>,
                    },
                    {
                      title: t('board.sheet_rows'),
                      isNumber: true,
                      cell: ({ id }) => {
                        const sheet = sheetOf(id)
                        if (sheet === undefined) return t('board.sheet_untouched')
                        return sheet.state === 'none' ? t('board.sheet_none') : grouped(String(sheet.rows))
                      },
                    },
                    ...(isActed
                      ? [
                          {
                            title: t('board.action'),
                            cell: (register: Register) =>
                              amendment ? (
                                <Button
                                  size="small"
                                  aria-label={t('board.amend_rows_of', { register: say(register.name) })}
                                  onClick={() => setOpened(register)}
                                >
                                  {t('board.amend_rows')}
                                </Button>
                              ) : (
                                <Button
                                  size="small"
                                  aria-label={t('board.remark_at', { place: say(register.name) })}
                                  onClick={() =>
                                    setAt({ place: { register: register.id }, name: say(register.name) })
                                  }
                                >
                                  {t('board.remark_add')}
                                </Button>
                              ),
                          },
                        ]
                      : []),
                  ]}
                />
              </details>
            </>
          )
        }}
      </Loaded>
      {at && onRemark ? <RemarkDialog at={at} onRemark={onRemark} onClose={() => setAt(undefined)} /> : null}
      {opened && amendment ? (
        <AmendRows
          catalog={catalog}
          register={opened}
          place={{ org, year, register: opened.id }}
          draft={amendment}
          onChange={onAmend}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </section>
  )
}

/** How many of the registers have rows. */
function begunOf(entry: EntryDocument, registers: readonly Register[]): number {
  const begun = new Set(entry.sheets.filter(({ rows }) => rows > 0).map(({ register }) => register))
  return registers.filter(({ id }) => begun.has(id)).length
}
