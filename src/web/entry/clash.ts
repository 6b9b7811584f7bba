import type { DraftCell } from '../../http/contract/entry.ts'
import type { Content } from './content.ts'

/** A cell that two people filled in: how it stands now, what was typed here and when. Neither is lost until one is chosen. */
export interface Clash {
  readonly key: string
  readonly theirs: DraftCell
  readonly mine: Content
  readonly typedAt: string
}
