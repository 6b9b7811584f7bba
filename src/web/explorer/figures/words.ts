import type { ShownValue } from '../../../http/contract.ts'
import type { Comparison, Quantity } from '../../../http/contract-explore.ts'
import type { Speech } from '../../i18n/language.tsx'
import { grouped } from '../../parts/numbers.ts'
import { withUnit } from '../../parts/shown.ts'

type Words = Pick<Speech, 't' | 'say'>

/** “就业率比上年上升 0.68 个百分点”: the finding of a change, in the verb that fits shares or amounts. */
export function changeFinding(
  name: string,
  quantity: Quantity,
  value: ShownValue,
  { t, say }: Words,
): string {
  const { change } = value
  if (!change) return name
  if (change.direction === 'same') return t('finding.same', { name })
  const amount = withUnit(grouped(change.amount), say(change.unitLabel))
  // Shares and ratios rise and fall; what is counted or measured grows and shrinks.
  const kind = quantity.isShare || say(quantity.unitLabel) === '' ? 'share' : 'amount'
  return t(`finding.${kind}.${change.direction}`, { name, amount })
}

/** “，单位：人”, or nothing for a pure number. */
export function unitClause(unit: string, { t }: Pick<Words, 't'>): string {
  return unit === '' ? '' : t('figure.unit', { unit })
}

/** Source, period and who is counted, for the foot of a figure over all units. */
export function footOf(
  { whole, units, year }: Pick<Comparison, 'whole' | 'units' | 'year'>,
  orgName: string,
  { t }: Words,
): string {
  const isSynthetic = units.some((unit) => unit.org.isSynthetic) || whole.org.isSynthetic
  const reported = units.filter((unit) => unit.value.state !== 'missing').length
  return [
    t('figure.source', { year }),
    units.length > 1 ? t('figure.counted', { org: orgName, reported, expected: units.length }) : '',
    isSynthetic ? t('synthetic.foot') : '',
  ].join('')
}

/** The foot of a figure of one unit: a school speaks for itself, a unit above for those below it. */
export function footOfOne(comparison: Comparison, org: string, orgName: string, words: Words): string {
  const own = comparison.units.find((unit) => unit.org.code === org)
  return footOf(own ? { whole: own, units: [own], year: comparison.year } : comparison, orgName, words)
}
