import type { Trouble } from '../data/problem.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from './Icon.tsx'

/** A refusal in one sentence, with the code to quote over the telephone. */
export function ProblemNotice({ trouble }: { readonly trouble: Trouble }) {
  const { t, say } = useSpeech()
  return (
    <p className="notice notice--error">
      <Icon name="error" />
      <span>
        {trouble.message ? say(trouble.message) : t(trouble.code, trouble.params)}{' '}
        <code className="notice__code">{trouble.code}</code>
      </span>
    </p>
  )
}
