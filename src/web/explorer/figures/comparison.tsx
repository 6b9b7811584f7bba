import { Link } from 'react-router'
import type { OrgRef, ShownValue } from '../../../http/contract.ts'
import type { Comparison, StandardLine } from '../../../http/contract-explore.ts'
import type { Figure } from '../../charts/figure.ts'
import { orgName } from '../../frame/org-name.ts'
import type { Speech } from '../../i18n/language.tsx'
import { ChangeMark } from '../../parts/ChangeMark.tsx'
import { StandardMark } from '../../parts/StandardMark.tsx'
import { numberText, valueText } from '../../parts/shown.ts'
import { exploreLink } from '../address.ts'
import { areAlike, type Bar, barsHeight, barsOption } from './bars.ts'
import { DOTS_HEIGHT, dotsOption } from './dots.ts'
import { standardWords } from './standard-words.ts'
import { unitClause } from './words.ts'

interface Compared {
  readonly org: OrgRef
  readonly value: ShownValue
}

/** More units than this are dots: bars would be too thin to read a name beside them. */
const MOST_BARS = 40

/** The units side by side, the greatest first: bars, or dots where they are many; the whole as a line across. */
export function comparisonFigure(
  comparison: Comparison,
  here: string,
  foot: string,
  speech: Speech,
): Figure & { readonly order: readonly OrgRef[] } {
  const { t, say, language } = speech
  const { quantity, whole, units, standards } = comparison
  const known = units.filter(({ value }) => value.state === 'known').sort(byValue)
  const unknown = units.filter(({ value }) => value.state !== 'known')
  const unit = say(quantity.unitLabel)
  const name = say(quantity.name)
  const wholeText = t('comparison.whole', {
    org: orgName(whole.org, language),
    value: valueText(whole.value, speech),
  })
  const bars: Bar[] = known.map(({ org, value }) => ({
    name: orgName(org, language),
    value: Number(value.value),
    text: numberText(value) ?? '',
    isHere: org.code === here || whole.org.code === here,
    ...verdictOf(standards, org.id),
  }))
  const lines = {
    ...(whole.value.state === 'known' && !quantity.isAdditive
      ? { whole: { value: Number(whole.value.value), text: wholeText } }
      : {}),
    standards: standards.flatMap((line) =>
      line.bounds.map(({ value, printed }) => ({
        value: Number(value),
        text: standardWords(line, printed, unit, speech),
      })),
    ),
  }
  const isMany = known.length > MOST_BARS
  return {
    title: finding(known, here, speech),
    subtitle: t(!isMany && areAlike(bars) ? 'comparison.subtitle_dots' : 'comparison.subtitle', {
      name,
      units: countOf(units, units.length, t),
      year: comparison.year,
      unit: unitClause(unit, speech),
    }),
    foot:
      unknown.length > 0
        ? `${t('comparison.unknown', {
            units: countOf(units, unknown.length, t),
            orgs: unknown.map(({ org }) => orgName(org, language)).join(t('list.separator')),
          })}${foot}`
        : foot,
    alt: t('comparison.alt', {
      name,
      whole: wholeText,
      values: known
        .slice(0, MOST_BARS)
        .map(({ org, value }) => `${orgName(org, language)} ${valueText(value, speech)}`)
        .join(t('list.separator')),
    }),
    height: (width) => (isMany ? DOTS_HEIGHT : barsHeight(bars, width, lines.standards.length > 0)),
    option: (palette, width) =>
      isMany ? dotsOption(bars, lines, palette) : barsOption(bars, lines, palette, width),
    table: tableOf(comparison, [...known, ...unknown], here, speech),
    order: known.map(({ org }) => org),
  }
}

/** “13 所学校”, “21 个市”: a number of units by what they are. */
function countOf(units: readonly Compared[], count: number, t: Speech['t']): string {
  return t(units.every(({ org }) => org.level === 'city') ? 'count.cities' : 'count.schools', { count })
}

/** The exact texts are compared as numbers only to put them in order; what is shown is the text. */
function byValue(a: Compared, b: Compared): number {
  return Number(b.value.value) - Number(a.value.value)
}

function verdictOf(standards: readonly StandardLine[], unitId: number): { isMet?: boolean } {
  const verdicts = standards.flatMap((line) => line.verdicts.filter((verdict) => verdict.unitId === unitId))
  if (verdicts.length === 0 || verdicts.some((verdict) => verdict.met === undefined)) return {}
  return { isMet: verdicts.every((verdict) => verdict.met === true) }
}

/** “13 所学校中，甲校最高（99.8%），乙校最低（96.2%）”, or where the school that the page is about stands. */
function finding(known: readonly Compared[], here: string, speech: Speech): string {
  const { t, language } = speech
  const units = countOf(known, known.length, t)
  const [top] = known
  const bottom = known.at(-1)
  if (!top || !bottom) return t('comparison.none')
  const own = known.find(({ org }) => org.code === here)
  if (own) {
    const rank = known.findIndex(({ value }) => value.printed === own.value.printed) + 1
    return t('comparison.rank', { org: orgName(own.org, language), units, rank })
  }
  if (known.length === 1) {
    return t('comparison.only', { org: orgName(top.org, language), value: valueText(top.value, speech) })
  }
  if (top.value.printed === bottom.value.printed) {
    return t('comparison.equal', { units, value: valueText(top.value, speech) })
  }
  return t('comparison.range', {
    units,
    top: orgName(top.org, language),
    most: valueText(top.value, speech),
    bottom: orgName(bottom.org, language),
    least: valueText(bottom.value, speech),
  })
}

function tableOf(
  { quantity, whole, standards, year }: Comparison,
  rows: readonly Compared[],
  here: string,
  speech: Speech,
): Figure['table'] {
  const { t, say, language } = speech
  const unit = say(quantity.unitLabel)
  const row = ({ org, value }: Compared) => {
    const { isMet } = verdictOf(standards, org.id)
    return {
      key: org.code,
      isHere: org.code === here,
      cells: [
        <Link key="org" to={exploreLink(org.code, year, quantity.id)}>
          {orgName(org, language)}
        </Link>,
        numberText(value) ?? t(`state.${value.state}`),
        value.previous ? (numberText(value.previous) ?? t(`state.${value.previous.state}`)) : '—',
        value.change ? <ChangeMark key="change" change={value.change} /> : '—',
        ...(standards.length > 0
          ? [isMet === undefined ? '—' : <StandardMark key="standard" isMet={isMet} />]
          : []),
      ],
    }
  }
  return {
    columns: [
      { title: t('table.org'), isNumber: false },
      { title: unit === '' ? t('table.value') : t('table.value_in', { unit }), isNumber: true },
      { title: t('value.previous'), isNumber: true },
      { title: t('value.change'), isNumber: true },
      ...(standards.length > 0 ? [{ title: t('standard.head'), isNumber: false }] : []),
    ],
    rows: [row(whole), ...rows.map(row)],
  }
}
