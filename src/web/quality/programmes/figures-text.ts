import type { Programme } from '../../../http/contract/programmes.ts'
import type { Speech } from '../../i18n/language.tsx'
import { grouped } from '../../parts/numbers.ts'

type Figure = Programme['figures'][number]

/** Figures that are a yes or a no. */
const FLAGS: ReadonlySet<string> = new Set(['in_catalogue', 'is_recruiting', 'serves_leading_industry'])

/** A figure of a programme: its number, with % where it is a share, or the word for why there is none. */
export function figureText({ id, printed, state, unit }: Figure, t: Speech['t']): string {
  if (printed === undefined) return t(`state.${state}`)
  if (FLAGS.has(id)) return t(printed === '0' ? 'prog.no' : 'prog.yes')
  return unit === 'percent' ? `${printed}%` : grouped(printed)
}

/** “招生 51，在校生 149”. */
export function figuresLine(figures: readonly Figure[], { t, say }: Pick<Speech, 't' | 'say'>): string {
  return figures.map((one) => `${say(one.name)} ${figureText(one, t)}`).join(t('list.separator'))
}
