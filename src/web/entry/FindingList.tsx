import { useMemo } from 'react'
import { Link } from 'react-router'
import type { Catalog } from '../../catalog/index.ts'
import { checkWords } from '../../checks/index.ts'
import type { DeskFinding } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { StateTag } from '../quality/parts/StateTag.tsx'
import { registerLink } from '../registers/addresses.ts'
import { cellLink } from './addresses.ts'
import { cellsOfFinding, type FoundCell } from './cells-of-finding.ts'
import { focusCell } from './focus-cell.ts'
import { Reason } from './Reason.tsx'

const ORDER: readonly DeskFinding['severity'][] = ['error', 'explain', 'note']
/** The finding that a cell has neither a number nor a reason. */
const GAP = 'ENT-101'
const TONES = { error: 'error', explain: 'explain', note: 'plain' } as const

/** What the checks say, by which formula, and the way to every cell they speak of; what wants a reason takes it in place. */
export function FindingList({
  findings,
  catalog,
  org,
  year,
  form,
  mayWrite,
}: {
  readonly findings: readonly DeskFinding[]
  readonly catalog: Catalog
  readonly org: string
  readonly year: number
  /** The form that stands on this page, where one does. */
  readonly form?: string
  readonly mayWrite: boolean
}) {
  const { t } = useSpeech()
  const gaps = findings.filter(({ code }) => code === GAP)
  const sorted = findings
    .filter(({ code }) => code !== GAP)
    .toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
  return (
    <section className="entry__findings" aria-label={t('fill.findings')} aria-live="polite">
      <h2>{t('fill.findings_count', { count: sorted.length })}</h2>
      {findings.length === 0 ? <p className="note">{t('fill.no_findings')}</p> : null}
      <ul>
        {withPlaces(sorted).map(({ finding, place }) => (
          <li key={place}>
            <StateTag
              tone={finding.explanation === undefined ? TONES[finding.severity] : 'done'}
              text={t(
                finding.explanation === undefined ? `fill.severity.${finding.severity}` : 'fill.explained',
              )}
            />{' '}
            <Story finding={finding} catalog={catalog} org={org} year={year} form={form} />
            {finding.severity === 'explain' && mayWrite ? (
              <Reason finding={finding} org={org} year={year} />
            ) : finding.explanation === undefined ? null : (
              <p className="note">{finding.explanation}</p>
            )}
          </li>
        ))}
        {gaps.length > 0 ? (
          <Gaps cells={gaps.flatMap((gap) => cellsOfFinding(catalog, gap))} way={{ org, year, here: form }} />
        ) : null}
      </ul>
    </section>
  )
}

/**
 * Findings with what stays of each when its values change: its rule and place. A reason that is being
 * written is kept while the list is read anew.
 */
function withPlaces(findings: readonly DeskFinding[]) {
  const met = new Map<string, number>()
  return findings.map((finding) => {
    const { elements, register, row, fields } = finding.at
    const rule = [finding.code, elements, register, row, fields].join('|')
    const count = met.get(rule) ?? 0
    met.set(rule, count + 1)
    return { finding, place: `${rule}|${count}` }
  })
}

/** Cells that nobody has looked at yet: one line, with the way to each of them. */
function Gaps({ cells, way }: { readonly cells: readonly FoundCell[]; readonly way: Way }) {
  const { t, say } = useSpeech()
  return (
    <li>
      <StateTag tone="error" text={t('fill.gap')} /> {t('fill.gaps', { count: cells.length })}{' '}
      <code className="notice__code">{GAP}</code>
      <p className="entry__cells">
        {cells.map((cell) => (
          <CellWay key={cell.key} cell={cell} text={say(cell.name)} {...way} />
        ))}
      </p>
    </li>
  )
}

/** The message as the way to its first cell, the rule in words and with its values, and the other cells. */
function Story({
  finding,
  catalog,
  org,
  year,
  form,
}: {
  readonly finding: DeskFinding
  readonly catalog: Catalog
  readonly org: string
  readonly year: number
  readonly form: string | undefined
}) {
  const { t, say, language } = useSpeech()
  const cells = useMemo(() => cellsOfFinding(catalog, finding), [catalog, finding])
  const words = useMemo(() => checkWords(catalog, finding, language), [catalog, finding, language])
  const { register } = finding.at
  // A cell of this page goes before one of another.
  const first = cells.find((cell) => cell.form === form) ?? cells[0]
  const message = say(finding.message)
  const way = { org, year, here: form }
  return (
    <>
      {register !== undefined ? (
        <Link to={registerLink(org, year, register, finding.rows?.[0])}>{message}</Link>
      ) : first ? (
        <CellWay cell={first} text={message} {...way} />
      ) : (
        message
      )}{' '}
      <code className="notice__code">{finding.code}</code>
      {words ? (
        <dl className="entry__rule">
          {words.when === undefined ? null : <Rule term={t('fill.rule_when')} text={words.when} />}
          <Rule term={t('fill.rule')} text={words.rule} />
          {words.filled === undefined ? null : <Rule term={t('fill.rule_filled')} text={words.filled} />}
        </dl>
      ) : null}
      {register !== undefined && finding.rows && finding.count > 1 ? (
        <p className="entry__cells">
          {t('fill.cells')}
          {finding.rows.map((row) => (
            <Link key={row} to={registerLink(org, year, register, row)}>
              {t('reg.duplicate_row', { row })}
            </Link>
          ))}
          {finding.count > finding.rows.length
            ? t('reg.duplicate_more', { count: finding.count - finding.rows.length })
            : null}
        </p>
      ) : null}
      {cells.length > 1 ? (
        <p className="entry__cells">
          {t('fill.cells')}
          {cells.map((cell) => (
            <CellWay key={cell.key} cell={cell} text={say(cell.name)} {...way} />
          ))}
        </p>
      ) : null}
    </>
  )
}

function Rule({ term, text }: { readonly term: string; readonly text: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text}</dd>
    </div>
  )
}

/** Where the list stands: the return, and the form that is on this page. */
interface Way {
  readonly org: string
  readonly year: number
  readonly here: string | undefined
}

/** To a cell: with the keyboard's focus on this page, by a link on another form. */
function CellWay({ cell, text, org, year, here }: Way & { readonly cell: FoundCell; readonly text: string }) {
  if (cell.form !== here) return <Link to={cellLink(org, year, cell.form, cell.key)}>{text}</Link>
  return (
    <button type="button" className="link" onClick={() => focusCell(cell.key)}>
      {text}
    </button>
  )
}
