import type { Tone } from '../parts/StateTag.tsx'

const tones: Readonly<Record<string, Tone>> = {
  draft: 'busy',
  submitted: 'explain',
  complete: 'explain',
  panel: 'busy',
  reviewed: 'explain',
  noticed: 'busy',
  approved: 'explain',
  rejected: 'error',
  filed: 'done',
}

export function applicationTone(state: string): Tone {
  return tones[state] ?? 'plain'
}
