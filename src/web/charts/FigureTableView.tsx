import { Button } from 'antd'
import { useState } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import type { FigureTable } from './figure.ts'

/** Rows that a page shows before it is asked for more. */
const STEP = 100

/** The numbers of a figure, for those who would rather read than look. */
export function FigureTableView({
  table,
  caption,
}: {
  readonly table: FigureTable
  readonly caption: string
}) {
  const { t } = useSpeech()
  const [shown, setShown] = useState(STEP)
  const rest = table.rows.length - shown
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard too
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" className={isNumber ? 'table__number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shown).map(({ key, cells, isHere }) => (
            <tr key={key} className={isHere ? 'table__here' : undefined}>
              {cells.map((cell, index) => {
                const column = table.columns[index]
                const props = {
                  className: column?.isNumber ? 'table__number' : undefined,
                }
                return index === 0 ? (
                  <th key={column?.title} scope="row" {...props}>
                    {cell}
                  </th>
                ) : (
                  <td key={column?.title} {...props}>
                    {cell}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 ? (
        <p className="table__more">
          <Button onClick={() => setShown(shown + STEP)}>{t('table.more', { rest })}</Button>
        </p>
      ) : null}
    </section>
  )
}
