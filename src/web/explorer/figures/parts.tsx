import type { Breakdown } from '../../../http/contract-explore.ts'
import type { ChartOption } from '../../charts/engine.ts'
import type { Figure } from '../../charts/figure.ts'
import { common, ems } from '../../charts/look.ts'
import type { Speech } from '../../i18n/language.tsx'
import { grouped } from '../../parts/numbers.ts'
import { withUnit } from '../../parts/shown.ts'
import { type Palette, palettes, SANS } from '../../theme/tokens.ts'
import { type Bar, barsHeight, barsOption } from './bars.ts'
import { unitClause } from './words.ts'

type Grouping = Breakdown['groupings'][number]
type Part = Grouping['parts'][number]

/** One colour per part is the most that a reader can hold; more parts are bars. */
const MOST_COLOURS = palettes.light.series.length

/** The chart names this many parts; its table has them all. */
const MOST_BARS = 20

/** How a whole divides: one stacked bar with its words beside it, or sorted bars where the parts are many. */
export function partsFigure(
  grouping: Grouping,
  { quantity, year }: Breakdown,
  org: string,
  foot: string,
  speech: Speech,
): Figure {
  const { t, say } = speech
  const unit = say(quantity.unitLabel)
  const parts = [...grouping.parts].sort((a, b) => Number(b.value) - Number(a.value))
  const [most] = parts
  const name = say(quantity.name)
  const legend = parts.map(
    (part) => `${say(part.name)} ${t('parts.value', { value: grouped(part.printed), share: part.share })}`,
  )
  const isStack = parts.length <= MOST_COLOURS
  const bars: Bar[] = parts.slice(0, MOST_BARS).map((part) => ({
    name: say(part.name),
    value: Number(part.value),
    text: t('parts.value', { value: grouped(part.printed), share: part.share }),
    isHere: true,
  }))
  return {
    title: most
      ? t('parts.title', { by: say(grouping.name), part: say(most.name), share: most.share })
      : t('parts.none', { name }),
    subtitle: [
      t('parts.subtitle', { org, name, by: say(grouping.name), year, unit: unitClause(unit, speech) }),
      parts.length > MOST_BARS ? t('parts.first', { shown: MOST_BARS, count: parts.length }) : '',
    ].join(''),
    foot,
    alt: t('parts.alt', {
      name,
      by: say(grouping.name),
      values: parts
        .map((part) => `${say(part.name)} ${withUnit(grouped(part.printed), unit)}, ${part.share}%`)
        .join(t('list.separator')),
    }),
    height: (width) => (isStack ? stackHeight(legend, width) : barsHeight(bars, width, false)),
    option: (palette, width) =>
      isStack
        ? stackOption(parts, legend, palette, width)
        : barsOption(bars, { standards: [] }, palette, width),
    table: {
      columns: [
        { title: say(grouping.name), isNumber: false },
        { title: t('table.value_in', { unit }), isNumber: true },
        { title: t('parts.share'), isNumber: true },
      ],
      rows: parts.map((part) => ({
        key: part.code,
        cells: [say(part.name), grouped(part.printed), `${part.share}%`],
      })),
    },
  }
}

const BAR = 34
const TOP = 8
const LINE = 24

/** The stack, and under it one line per part: its colour, its name, its number and share. */
function stackOption(
  parts: readonly Part[],
  legend: readonly string[],
  palette: Palette,
  width: number,
): ChartOption {
  const columns = columnsOf(legend, width)
  const colour = (index: number) => palette.series[index % palette.series.length] ?? palette.accent
  const cell = width / columns
  return {
    ...common(palette),
    grid: { left: 0, right: 0, top: TOP, height: BAR },
    xAxis: {
      type: 'value' as const,
      show: false,
      min: 0,
      max: parts.reduce((sum, part) => sum + Number(part.value), 0),
    },
    yAxis: { type: 'category' as const, show: false, data: [''] },
    series: parts.map((part, index) => ({
      type: 'bar' as const,
      stack: 'whole',
      barWidth: BAR,
      data: [Number(part.value)],
      itemStyle: { color: colour(index), borderColor: palette.paper, borderWidth: 1 },
    })),
    graphic: legend.map((text, index) => ({
      type: 'group' as const,
      left: Math.round((index % columns) * cell),
      top: TOP + BAR + 14 + Math.floor(index / columns) * LINE,
      children: [
        {
          type: 'rect' as const,
          shape: { x: 0, y: 2, width: 12, height: 12, r: 2 },
          style: { fill: colour(index) },
        },
        {
          type: 'text' as const,
          x: 20,
          y: 1,
          style: {
            text,
            fill: palette.ink,
            font: `13px ${SANS}`,
          },
        },
      ],
    })),
  }
}

function columnsOf(legend: readonly string[], width: number): number {
  const longest = Math.max(...legend.map((text) => 20 + ems(text) * 13 + 24))
  return Math.max(1, Math.min(3, legend.length, Math.floor(width / longest)))
}

function stackHeight(legend: readonly string[], width: number): number {
  return TOP + BAR + 14 + Math.ceil(legend.length / columnsOf(legend, width)) * LINE + 4
}
