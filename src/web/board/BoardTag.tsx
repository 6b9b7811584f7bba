import type { BoardState } from '../../http/contract/rounds.ts'
import { useSpeech } from '../i18n/language.tsx'
import { StateTag, type Tone } from '../quality/parts/StateTag.tsx'

const tones: Readonly<Record<BoardState | 'draft', Tone>> = {
  not_started: 'plain',
  draft: 'busy',
  filling: 'busy',
  errors: 'error',
  submitted: 'explain',
  returned: 'busy',
  accepted: 'done',
  locked: 'done',
}

/** Where a return stands, in a word. */
export function BoardTag({ state }: { readonly state: BoardState | 'draft' }) {
  const { t } = useSpeech()
  return <StateTag tone={tones[state]} text={t(`board.state.${state}`)} />
}
