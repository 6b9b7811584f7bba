import { Button, Checkbox } from 'antd'
import { type DragEvent, useId, useState } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import type { Handed } from './send.ts'

const KINDS = '.docx,.pdf,.html,.htm,.md,.txt'

/** Where a report is put down: by dropping it or by choosing it; what it is compared with is chosen before. */
export function HandOver({ onHanded }: { readonly onHanded: (handed: Handed) => void }) {
  const { t } = useSpeech()
  const [previous, setPrevious] = useState<File>()
  const [facts, setFacts] = useState(false)
  const [isOver, setOver] = useState(false)
  const field = useId()
  const earlier = useId()
  const hand = (file: File | undefined) => {
    if (file) onHanded({ file, previous, facts })
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    hand(event.dataTransfer.files[0])
  }
  return (
    <div className="hand-over">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the shorter way to what the field inside does */}
      <div
        className={isOver ? 'hand-over__area hand-over__area--over' : 'hand-over__area'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <label className="hand-over__label" htmlFor={field}>
          {t('verify.drop')}
        </label>
        <input
          id={field}
          className="hand-over__field"
          type="file"
          accept={KINDS}
          onChange={(event) => {
            hand(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <p className="note">{t('verify.accepted')}</p>
      </div>
      <div className="hand-over__more">
        <div>
          <label htmlFor={earlier}>{t('verify.previous')}</label>
          <input
            id={earlier}
            className="hand-over__field"
            type="file"
            accept={KINDS}
            onChange={(event) => setPrevious(event.target.files?.[0])}
          />
          {previous ? (
            <Button onClick={() => setPrevious(undefined)}>{t('verify.no_previous')}</Button>
          ) : null}
        </div>
        <Checkbox checked={facts} onChange={(event) => setFacts(event.target.checked)}>
          {t('verify.facts')}
        </Checkbox>
      </div>
      <p className="note">{t('verify.private')}</p>
    </div>
  )
}
