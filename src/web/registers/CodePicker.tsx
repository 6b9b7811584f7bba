import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Code } from '../../catalog/index.ts'
import { useSpeech } from '../i18n/language.tsx'
import type { FieldAttributes } from '../parts/Field.tsx'

/** More than these are found by typing on. */
const SHOWN = 60

/** A code of a list, found by typing a part of its name, a synonym or the code itself. */
export function CodePicker({
  attributes,
  label,
  codes,
  value,
  onChange,
}: {
  readonly attributes: FieldAttributes
  readonly label: string
  readonly codes: readonly Code[]
  readonly value: string
  readonly onChange: (code: string | null) => void
}) {
  const { t, say } = useSpeech()
  const [text, setText] = useState<string>()
  const [active, setActive] = useState(0)
  const isOpen = text !== undefined
  const list = `${attributes.id}-codes`
  const chosen = codes.find(({ code }) => code === value)
  const found = matching(codes, isOpen && text !== nameOf(chosen) ? text : '').slice(0, SHOWN)
  function nameOf(code: Code | undefined): string {
    return code ? say(code.name) : value
  }
  const open = () => {
    setText(nameOf(chosen))
    setActive(
      Math.max(
        0,
        codes.slice(0, SHOWN).findIndex(({ code }) => code === value),
      ),
    )
  }
  const close = () => setText(undefined)
  const take = (code: Code | undefined) => {
    if (code) onChange(code.code)
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      if (isOpen) setActive(Math.min(found.length - 1, Math.max(0, active + step)))
      else open()
    } else if (isOpen && event.key === 'Enter') {
      event.preventDefault()
      take(found[active])
    } else if (isOpen && event.key === 'Escape') {
      // The first Esc closes the list; the panel stays for the next.
      event.stopPropagation()
      close()
    }
  }
  return (
    <div className="codes">
      <input
        {...attributes}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={list}
        {...(isOpen && found[active] ? { 'aria-activedescendant': `${list}-${active}` } : {})}
        placeholder={t('reg.code_hint')}
        value={text ?? nameOf(chosen)}
        onClick={() => (isOpen ? undefined : open())}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={close}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
          if (event.target.value === '') onChange(null)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={label} tabIndex={-1} hidden={!isOpen} className="codes__list">
        {found.map((code, index) => (
          <Option
            key={code.code}
            id={`${list}-${index}`}
            name={say(code.name)}
            code={code.code}
            isActive={index === active}
            onTake={() => take(code)}
          />
        ))}
        {found.length === 0 ? (
          <div role="option" aria-selected={false} aria-disabled="true" tabIndex={-1} className="codes__none">
            {t('reg.code_none')}
          </div>
        ) : null}
      </div>
    </div>
  )
}

function Option({
  id,
  name,
  code,
  isActive,
  onTake,
}: {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly isActive: boolean
  readonly onTake: () => void
}) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and takes the keys
    <div
      ref={ref}
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      className={isActive ? 'codes__code codes__code--on' : 'codes__code'}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {name} <span className="note">{code}</span>
    </div>
  )
}

function matching(codes: readonly Code[], text: string): readonly Code[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return codes
  return codes.filter(({ code, name, synonyms = [] }) =>
    [code, name.zh, name.en, ...synonyms].some((own) => own.toLowerCase().includes(wanted)),
  )
}
