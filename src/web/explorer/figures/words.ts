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
  return t(`finding.${quantity.isShare ? 'share' : 'amount'}.${change.direction}`, { name, amount })
}

/** Source, period and who is counted, for the foot of a figure. */
export function footOf(
  { whole, units, year }: Pick<Comparison, 'whole' | 'units' | 'year'>,
  orgName: string,
  { t }: Words,
): string {
  const { reported, expected } = whole.value.coverage
  const synthetic = units.some((unit) => unit.org.isSynthetic) || whole.org.isSynthetic
  return [
    t('figure.source', { year }),
    expected > 1 ? t('figure.counted', { org: orgName, reported, expected }) : '',
    synthetic ? t('synthetic.foot') : '',
  ].join('')
}
