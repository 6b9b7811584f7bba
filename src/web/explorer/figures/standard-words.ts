import type { StandardLine } from '../../../http/contract-explore.ts'
import type { Speech } from '../../i18n/language.tsx'
import { grouped } from '../../parts/numbers.ts'
import { withUnit } from '../../parts/shown.ts'

/** “标准 ≥ 90%”: what a standard asks, short enough for a line in a chart. */
export function standardWords(
  { comparison }: StandardLine,
  printed: string,
  unit: string,
  { t }: Pick<Speech, 't'>,
): string {
  return t(`standard.${comparison}`, { bound: withUnit(grouped(printed), unit) })
}
