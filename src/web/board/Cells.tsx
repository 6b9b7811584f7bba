import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Catalog } from '../../catalog/index.ts'
import type { DraftCell, EntryDocument } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Table } from '../quality/parts/Table.tsx'
import { entryQuery } from '../registers/queries.ts'
import { Amend } from './Amend.tsx'
import { nameIn } from './place-name.ts'
import { RemarkDialog } from './RemarkDialog.tsx'
import type { DraftRemark } from './Remarks.tsx'

/** The numbers that were handed in, form by form, beside last year's; a remark can be written at each. */
export function Cells({
  catalog,
  org,
  year,
  state,
  onRemark,
}: {
  readonly catalog: Catalog
  readonly org: string
  readonly year: number
  readonly state: EntryDocument['state']
  readonly onRemark?: (remark: DraftRemark) => void
}) {
  const { t, say, language } = useSpeech()
  const query = useQuery(entryQuery(org, year))
  const [at, setAt] = useState<Omit<DraftRemark, 'text'>>()
  const [amended, setAmended] = useState<{ readonly form: string; readonly cell: DraftCell }>()
  return (
    <section aria-label={t('board.cells')}>
      <h2 className="part-head">{t('board.cells')}</h2>
      <Loaded query={query}>
        {(entry) => {
          const before = new Map(
            entry.bundle.values
              .filter((value) => value.year === year - 1)
              .map((value) => [`${value.element} ${value.cell}`, value.value] as const),
          )
          return entry.forms.map((form) => {
            const elements =
              catalog.forms.inForce(form, year)?.sections.flatMap((section) => section.elements) ?? []
            const cells = entry.cells.filter(({ element }) => elements.includes(element))
            return cells.length === 0 ? null : (
              <details key={form} className="board__form">
                <summary>
                  {t('board.form_cells', {
                    form: say(nameIn(catalog, 'forms', form, year)),
                    count: cells.length,
                  })}
                </summary>
                <Table
                  caption={say(nameIn(catalog, 'forms', form, year))}
                  rows={cells}
                  keyOf={({ element, cell }) => `${element} ${cell}`}
                  columns={[
                    { title: t('board.element'), cell: (cell) => nameOf(cell) },
                    {
                      title: t('board.unit_of'),
                      cell: ({ element }) =>
                        catalog.units.label(catalog.elements.inForce(element, year)?.unit ?? '', language),
                    },
                    {
                      title: t('board.last_year'),
                      isNumber: true,
                      cell: ({ element, cell }) => before.get(`${element} ${cell}`) ?? '–',
                    },
                    {
                      title: t('board.this_year'),
                      isNumber: true,
                      cell: (cell) => cell.value ?? t(`state.${cell.state}`),
                    },
                    {
                      title: t('board.action'),
                      cell: (cell) =>
                        onRemark ? (
                          <Button
                            size="small"
                            aria-label={t('board.remark_at', { place: nameOf(cell) })}
                            onClick={() =>
                              setAt({
                                place: { element: cell.element, cell: cell.cell },
                                name: nameOf(cell),
                              })
                            }
                          >
                            {t('board.remark_add')}
                          </Button>
                        ) : state === 'locked' ? (
                          <Button
                            size="small"
                            aria-label={t('board.amend_at', { place: nameOf(cell) })}
                            onClick={() => setAmended({ form, cell })}
                          >
                            {t('board.amend')}
                          </Button>
                        ) : null,
                    },
                  ]}
                />
              </details>
            )
          })
        }}
      </Loaded>
      {at && onRemark ? <RemarkDialog at={at} onRemark={onRemark} onClose={() => setAt(undefined)} /> : null}
      {amended ? (
        <Amend
          org={org}
          year={year}
          form={amended.form}
          cell={amended.cell}
          name={nameOf(amended.cell)}
          onClose={() => setAmended(undefined)}
        />
      ) : null}
    </section>
  )

  function nameOf({ element, cell }: DraftCell): string {
    const name = say(nameIn(catalog, 'elements', element, year))
    return cell === '' ? name : `${name} · ${cell}`
  }
}
