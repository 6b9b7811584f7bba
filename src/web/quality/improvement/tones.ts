import type { Tone } from '../parts/StateTag.tsx'

const problemTones: Readonly<Record<string, Tone>> = {
  open: 'explain',
  analysed: 'busy',
  planned: 'busy',
  done: 'explain',
  closed: 'done',
  waived: 'plain',
}

export function problemTone(state: string): Tone {
  return problemTones[state] ?? 'plain'
}

const goalTones: Readonly<Record<string, Tone>> = {
  met: 'done',
  missed: 'explain',
  behind: 'explain',
  slipping: 'explain',
  on_way: 'busy',
}

export function goalTone(state: string): Tone {
  return goalTones[state] ?? 'plain'
}
