import type { Tone } from '../parts/StateTag.tsx'

const tones: Readonly<Record<string, Tone>> = {
  open: 'busy',
  submitted: 'explain',
  scoring: 'busy',
  scored: 'explain',
  notified: 'busy',
  replied: 'explain',
  confirmed: 'done',
  published: 'done',
}

/** Whether a subject's state asks the bureau for something, is under way, or is done. */
export function evaluationTone(state: string): Tone {
  return tones[state] ?? 'plain'
}
