import { messageText } from '../catalog/index.ts'
import type { Trace } from '../indicators/index.ts'
import { isKnown, type Language, type ReportingYear } from '../kernel/index.ts'
import type { AppContext } from './context.ts'
import type { OrgRef } from './explain.ts'
import { comparisonOf, seriesOf } from './explore.ts'
import { type Breakdown, breakdownOf } from './explore-breakdown.ts'
import { type Origin, type Story, storyOf } from './explore-story.ts'
import { BLANK, numberCell, type Sheet, type SheetCell, textCell } from './sheet.ts'
import type { ShownValue } from './values.ts'

/** What a reader takes away from a view: the values, how they came about, and what they mean. */
export interface DownloadedView {
  /** File name without its ending, in the reader's language. */
  readonly name: string
  readonly sheets: readonly (Sheet & { readonly id?: DownloadedTable })[]
}

/** Which table is wanted where a file holds only one: the values over units and years, or the parts of this one. */
export type DownloadedTable = 'values' | 'parts'

export async function downloadView(
  app: AppContext,
  name: string,
  year: ReportingYear,
  id: string,
  language: Language,
): Promise<DownloadedView> {
  const [series, story] = [await seriesOf(app, name, year, id), await storyOf(app, name, year, id)]
  const words = new Words(app, language)
  const rows: SheetCell[][] = []
  for (const point of series.points) {
    const comparison = await comparisonOf(app, name, point.year, id)
    const others = comparison.units.filter((unit) => unit.org.id !== comparison.whole.org.id)
    for (const { org, value } of [comparison.whole, ...others]) rows.push(words.row(org, point.year, value))
  }
  const { quantity } = story.definition
  const parts = quantity.kind === 'element' ? words.partRows(await breakdownOf(app, name, year, id)) : []
  return {
    name: `${words.org(series.org)}-${quantity.name[language]}-${year}`,
    sheets: [
      { id: 'values', name: words.of('table.values'), columns: words.columns(), rows },
      ...(parts.length > 0
        ? [
            {
              id: 'parts' as const,
              name: words.of('table.parts'),
              columns: words.partColumns(),
              rows: parts,
            },
          ]
        : []),
      { name: words.of('table.trace'), columns: words.traceColumns(), rows: words.traceRows(story) },
      { name: words.of('table.about'), columns: words.aboutColumns(), rows: words.aboutRows(app, story) },
    ],
  }
}

/** The rows of the tables in one language. */
class Words {
  readonly #app: AppContext
  readonly #language: Language

  constructor(app: AppContext, language: Language) {
    this.#app = app
    this.#language = language
  }

  of(key: string): string {
    return messageText(this.#app.catalog, this.#language, key)
  }

  org({ name, nameEn }: OrgRef): string {
    return this.#language === 'en' && nameEn !== '' ? nameEn : name
  }

  columns(): Sheet['columns'] {
    return this.#titled([
      ['table.org_code', 16],
      ['table.org', 34],
      ['table.year', 8],
      ['table.quantity_code', 30],
      ['table.quantity', 26],
      ['table.value', 14],
      ['table.unit', 12],
      ['table.state', 12],
      ['table.previous', 14],
      ['table.reported', 12],
      ['table.expected', 12],
      ['table.synthetic', 16],
    ])
  }

  row(org: OrgRef, year: ReportingYear, value: ShownValue): SheetCell[] {
    return [
      textCell(org.code),
      textCell(this.org(org)),
      numberCell(String(year), 0),
      textCell(value.id),
      textCell(value.name[this.#language]),
      numberCell(value.printed, value.decimals),
      textCell(value.unitLabel[this.#language]),
      textCell(this.of(`state.${value.state}`)),
      numberCell(value.previous?.printed, value.decimals),
      ...(value.isComplete && value.coverage.expected === 1
        ? [BLANK, BLANK]
        : [numberCell(String(value.coverage.reported), 0), numberCell(String(value.coverage.expected), 0)]),
      textCell(org.isSynthetic ? this.of('table.is_synthetic') : ''),
    ]
  }

  partColumns(): Sheet['columns'] {
    return this.#titled([
      ['table.org_code', 16],
      ['table.org', 34],
      ['table.year', 8],
      ['table.quantity', 26],
      ['table.grouping', 16],
      ['table.part', 34],
      ['table.value', 14],
      ['table.unit', 12],
      ['table.share', 12],
    ])
  }

  partRows({ org, year, quantity, groupings }: Breakdown): SheetCell[][] {
    return groupings.flatMap((grouping) =>
      grouping.parts.map((part) => [
        textCell(org.code),
        textCell(this.org(org)),
        numberCell(String(year), 0),
        textCell(quantity.name[this.#language]),
        textCell(grouping.name[this.#language]),
        textCell(part.name[this.#language]),
        numberCell(part.printed, quantity.decimals),
        textCell(quantity.unitLabel[this.#language]),
        numberCell(part.share, 2),
      ]),
    )
  }

  traceColumns(): Sheet['columns'] {
    return this.#titled([
      ['table.depth', 8],
      ['table.quantity', 40],
      ['table.year', 8],
      ['table.value', 14],
      ['table.unit', 12],
      ['table.origin', 60],
    ])
  }

  traceRows(story: Story): SheetCell[][] {
    const rows: SheetCell[][] = []
    const visit = (node: Trace, depth: number): void => {
      const { observed, decimals } = node
      rows.push([
        numberCell(String(depth), 0),
        textCell(node.label[this.#language]),
        numberCell(String(node.year), 0),
        isKnown(observed)
          ? numberCell(observed.value.toFixed(), decimals)
          : textCell(this.of(`state.${observed.state}`)),
        textCell(this.#app.catalog.units.label(node.unit, this.#language)),
        textCell(this.#origin(node, story.origins[node.name])),
      ])
      for (const input of node.inputs) visit(input, depth + 1)
    }
    visit(story.trace, 0)
    return rows
  }

  aboutColumns(): Sheet['columns'] {
    return this.#titled([
      ['table.item', 20],
      ['table.content', 90],
    ])
  }

  aboutRows(app: AppContext, { definition }: Story): SheetCell[][] {
    const { quantity, meaning, formula, source } = definition
    const items: readonly (readonly [string, string])[] = [
      ['table.quantity', quantity.name[this.#language]],
      ['story.meaning', meaning?.[this.#language] ?? ''],
      ['story.formula', formula?.[this.#language] ?? ''],
      ['table.unit', quantity.unitLabel[this.#language]],
      ['story.source', source?.text ?? ''],
      ['table.catalog', app.catalog.hash],
    ]
    return items
      .filter(([, text]) => text !== '')
      .map(([key, text]) => [textCell(this.of(key)), textCell(text)])
  }

  #origin(node: Trace, origin: Origin | undefined): string {
    if (node.formula && node.kind === 'indicator') return node.formula[this.#language]
    const { form, register } = origin ?? {}
    if (register) return `${register.name[this.#language]}：${register.counting[this.#language]}`
    return form?.name[this.#language] ?? ''
  }

  #titled(columns: readonly (readonly [string, number])[]): Sheet['columns'] {
    return columns.map(([key, width]) => ({ title: this.of(key), width }))
  }
}
