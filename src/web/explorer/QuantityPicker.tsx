import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Quantity } from '../../http/contract-explore.ts'
import { quantitiesQuery } from '../data/queries.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { byTopic, findQuantities } from './search.ts'

/** Picks what to look at: type a few characters or walk the list with the arrow keys; Enter goes there. */
export function QuantityPicker({
  year,
  current,
  linkTo,
}: {
  readonly year: number
  readonly current: string
  readonly linkTo: (quantity: string) => string
}) {
  const { t } = useSpeech()
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const title = useId()
  const open = () => {
    setIsOpen(true)
    dialog.current?.showModal()
  }
  return (
    <>
      <Button onClick={open} aria-haspopup="dialog">
        {t('picker.open')}
      </Button>
      <dialog
        ref={dialog}
        className="picker"
        aria-labelledby={title}
        onClose={() => setIsOpen(false)}
        // A click beside the panel, on the dialog's own backdrop, closes it as Escape does.
        onMouseDown={(event) => event.target === dialog.current && dialog.current?.close()}
      >
        {isOpen ? (
          <div className="picker__panel">
            <h2 className="picker__title" id={title}>
              {t('picker.title')}
            </h2>
            <PickerList year={year} current={current} linkTo={linkTo} close={() => dialog.current?.close()} />
          </div>
        ) : null}
      </dialog>
    </>
  )
}

function PickerList({
  year,
  current,
  linkTo,
  close,
}: {
  readonly year: number
  readonly current: string
  readonly linkTo: (quantity: string) => string
  readonly close: () => void
}) {
  const { t } = useSpeech()
  const navigate = useNavigate()
  const query = useQuery(quantitiesQuery(year))
  const [text, setText] = useState('')
  const [active, setActive] = useState(current)
  const list = useId()
  const found = findQuantities(query.data ?? [], text)
  const chosen = found.find((quantity) => quantity.id === active) ?? found[0]
  const go = (id: string) => {
    close()
    void navigate(linkTo(id))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = found.findIndex((quantity) => quantity.id === chosen?.id)
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (event.key === 'Enter' && chosen) {
      // The focus goes back to the button that opened the dialog, which the same key would press again.
      event.preventDefault()
      go(chosen.id)
    }
    if (step === undefined) return
    event.preventDefault()
    const next = found[Math.min(found.length - 1, Math.max(0, at + step))]
    if (next) setActive(next.id)
  }
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the dialog was opened in order to type here
        autoFocus
        type="text"
        role="combobox"
        className="text-field picker__field"
        aria-label={t('picker.field')}
        aria-expanded={query.data !== undefined}
        aria-controls={list}
        aria-autocomplete="list"
        {...(chosen ? { 'aria-activedescendant': `${list}-${chosen.id}` } : {})}
        placeholder={t('picker.hint')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive('')
        }}
        onKeyDown={onKeyDown}
      />
      <Loaded query={query}>
        {() => (
          <>
            <p className="picker__found" role="status">
              {t('list.found', { count: found.length })}
            </p>
            <Options id={list} found={found} chosen={chosen?.id} current={current} go={go} />
          </>
        )}
      </Loaded>
      <p className="picker__foot">
        <span className="note">{t('picker.keys')}</span>
        <Button onClick={close}>{t('picker.close')}</Button>
      </p>
    </>
  )
}

function Options({
  id,
  found,
  chosen,
  current,
  go,
}: {
  readonly id: string
  readonly found: readonly Quantity[]
  readonly chosen: string | undefined
  readonly current: string
  readonly go: (quantity: string) => void
}) {
  const { t, say } = useSpeech()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (box.current && chosen) keepInSight(box.current, document.getElementById(`${id}-${chosen}`))
  }, [id, chosen])
  return (
    <div
      className="picker__list"
      ref={box}
      id={id}
      role="listbox"
      aria-label={t('picker.title')}
      tabIndex={-1}
    >
      {byTopic(found).map(({ topic, quantities }) => {
        const group = `${id}-${topic.kind}-${topic.id}`
        return (
          // biome-ignore lint/a11y/useSemanticElements: options are grouped inside the list, not as form fields
          <div key={group} role="group" aria-labelledby={group}>
            <div className="picker__topic" id={group} role="presentation">
              {say(topic.name)}
            </div>
            {quantities.map((quantity) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
              <div
                key={quantity.id}
                id={`${id}-${quantity.id}`}
                role="option"
                aria-selected={quantity.id === chosen}
                className={quantity.id === chosen ? 'picker__option picker__option--on' : 'picker__option'}
                onClick={() => go(quantity.id)}
              >
                <span>{say(quantity.name)}</span>
                {quantity.id === current ? (
                  <span className="picker__here">
                    <Icon name="done" />
                    {t('picker.here')}
                  </span>
                ) : null}
              </div>
            ))}
          </div>
        )
      })}
    </div>
  )
}

/** Scrolls the list and nothing else: the page behind stays where it is. */
function keepInSight(box: HTMLElement, option: HTMLElement | null): void {
  if (!option) return
  const inside = box.getBoundingClientRect()
  const place = option.getBoundingClientRect()
  const head = 30
  if (place.top < inside.top + head) box.scrollTop -= inside.top + head - place.top
  else if (place.bottom > inside.bottom) box.scrollTop += place.bottom - inside.bottom
}
