import { memo } from 'react'
import type { VerifiedText } from '../../http/contract/verify.ts'
import { useSpeech } from '../i18n/language.tsx'
import { type Mark, piecesOf, unbroken } from './marks.ts'

type Tables = VerifiedText['tables']

/** The report as it was read, block by block, with the numbers that claims use as links to them. */
export const MarkedText = memo(function MarkedText({
  checked,
  marks,
  chosen,
  onChoose,
}: {
  readonly checked: Pick<VerifiedText, 'text' | 'blocks' | 'tables'>
  readonly marks: readonly Mark[]
  /** Id of the claim whose numbers are lit. */
  readonly chosen: string | undefined
  readonly onChoose: (mark: Mark) => void
}) {
  const { t } = useSpeech()
  const piece = { text: checked.text, marks, chosen, onChoose }
  const shown = new Set<number>()
  return (
    <article className="verified-text" aria-label={t('verify.text')} lang="zh-CN">
      {checked.blocks.map(({ kind, ranges, table }) => {
        const key = ranges[0]?.[0] ?? 0
        if (table !== undefined) {
          if (shown.has(table)) return null
          shown.add(table)
          return <TextTable key={`table-${table}`} table={checked.tables[table]} {...piece} />
        }
        const Tag = kind === 'heading' ? 'h3' : 'p'
        return (
          <Tag key={key} className={`verified-text__block verified-text__block--${kind}`}>
            {ranges.map(([start, end]) => (
              <Stretch key={start} start={start} end={end} {...piece} />
            ))}
          </Tag>
        )
      })}
    </article>
  )
})

interface PieceProps {
  readonly text: string
  readonly marks: readonly Mark[]
  readonly chosen: string | undefined
  readonly onChoose: (mark: Mark) => void
}

function TextTable({ table, ...piece }: PieceProps & { readonly table: Tables[number] | undefined }) {
  const { t } = useSpeech()
  if (!table) return null
  const rows = Array.from({ length: table.rows }, (_, row) =>
    table.cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column),
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard
    <section className="verified-text__scroll" aria-label={t('verify.table')} tabIndex={0}>
      <table className="verified-text__table">
        <tbody>
          {rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of a printed table is its place
            <tr key={row}>
              {cells.map((cell) => (
                <td key={cell.column} rowSpan={cell.rowSpan} colSpan={cell.columnSpan}>
                  <Stretch start={cell.start} end={cell.end} {...piece} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Stretch({
  start,
  end,
  text,
  marks,
  chosen,
  onChoose,
}: PieceProps & { readonly start: number; readonly end: number }) {
  return piecesOf(text, start, end, marks).map((piece, index) =>
    typeof piece === 'string' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other identity
      <span key={index}>{piece}</span>
    ) : (
      // A link and no button: it breaks over lines with the words around it.
      <a
        key={piece.start}
        id={`number-${piece.start}`}
        href={`#claim-${piece.claims[0]?.id ?? ''}`}
        className={`number number--${piece.severity}${piece.isOpen ? ' number--open' : ''}`}
        data-lit={piece.claims.some(({ id }) => id === chosen) || undefined}
        // The list beside the text leads to every claim; of the numbers, Tab stops only at findings.
        tabIndex={piece.severity === 'none' ? -1 : 0}
        onClick={(event) => {
          event.preventDefault()
          onChoose(piece)
        }}
      >
        {unbroken(text.slice(piece.start, Math.min(end, piece.end)))}
      </a>
    ),
  )
}
