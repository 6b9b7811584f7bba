import { type ReactNode, useId } from 'react'

export interface FieldAttributes {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly className: string
}

/** A labelled control of a form, with what it wants beneath it. */
export function Field({
  label,
  hint,
  children,
}: {
  readonly label: string
  readonly hint?: ReactNode
  readonly children: (attributes: FieldAttributes) => ReactNode
}) {
  const id = useId()
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children({ id, className: 'text-field', ...described })}
      {hint === undefined ? null : (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
