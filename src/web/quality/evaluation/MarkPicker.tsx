import type { KeyboardEvent } from 'react'
import type { CriterionNode } from '../../../http/contract/evaluation.ts'
import { useSpeech } from '../../i18n/language.tsx'

/** The marks of a criterion side by side. Arrows move, digits pick, Enter goes on to the next criterion. */
export function MarkPicker({
  criterion,
  value,
  onPick,
}: {
  readonly criterion: CriterionNode
  readonly value: string | undefined
  readonly onPick: (mark: string) => void
}) {
  const { t, say } = useSpeech()
  const { options, name, id } = criterion
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const picked = options[Number(event.key) - 1]
    if (picked) {
      event.preventDefault()
      onPick(picked.id)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      focusNext(event.currentTarget)
    }
  }
  return (
    <fieldset className="marks" onKeyDown={onKey}>
      <legend className="visually-hidden">{t('eval.mark_of', { name: say(name) })}</legend>
      {options.map((option) => (
        <label key={option.id} className="marks__mark">
          <input
            type="radio"
            name={`mark-${id}`}
            value={option.id}
            checked={option.id === value}
            onChange={() => onPick(option.id)}
          />
          <span>{say(option.name)}</span>
        </label>
      ))}
    </fieldset>
  )
}

function focusNext(picker: HTMLElement): void {
  const all = [...document.querySelectorAll<HTMLElement>('fieldset.marks')]
  const next = all[all.indexOf(picker) + 1]
  const target = next?.querySelector<HTMLInputElement>('input:checked') ?? next?.querySelector('input')
  target?.focus()
}
