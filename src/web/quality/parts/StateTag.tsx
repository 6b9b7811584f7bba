import { Icon, type IconName } from '../../parts/Icon.tsx'

export type Tone = 'plain' | 'busy' | 'explain' | 'done' | 'error'

const icons: Readonly<Partial<Record<Tone, IconName>>> = {
  busy: 'same',
  explain: 'note',
  done: 'done',
  error: 'error',
}

/** The state of something, in a word; the signal stands before the word, never alone. */
export function StateTag({ tone, text }: { readonly tone: Tone; readonly text: string }) {
  const icon = icons[tone]
  return (
    <span className={`tag tag--${tone}`}>
      {icon ? <Icon name={icon} /> : null}
      {text}
    </span>
  )
}
