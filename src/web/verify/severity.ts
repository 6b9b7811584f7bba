import type { SeverityName } from '../../http/contract/verify.ts'
import type { IconName } from '../parts/Icon.tsx'

/** The mark of each weight; a word always stands beside it. */
export const severityIcons: Readonly<Record<SeverityName, IconName>> = {
  error: 'error',
  warning: 'note',
  info: 'note',
  none: 'done',
}
