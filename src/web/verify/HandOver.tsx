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
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onHanded({ file, previous, facts })
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
        <p className="hand-over__label">{t('verify.drop')}</p>
        <FileField label={t('verify.choose')} isMain onFile={(file) => onHanded({ file, previous, facts })} />
        <p className="note">{t('verify.accepted')}</p>
      </div>
      <div className="hand-over__more">
        <p>{t('verify.previous')}</p>
        <div className="hand-over__earlier">
          <FileField label={t('verify.choose_previous')} onFile={setPrevious} />
          {previous ? (
            <>
              <span>{previous.name}</span>
              <Button type="link" onClick={() => setPrevious(undefined)}>
                {t('verify.no_previous')}
              </Button>
            </>
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

/** A field for one file under words of ours; the browser's own come in its language, not in the reader's. */
function FileField({
  label,
  isMain = false,
  onFile,
}: {
  readonly label: string
  readonly isMain?: boolean
  readonly onFile: (file: File) => void
}) {
  const field = useId()
  return (
    <span>
      <input
        id={field}
        className="hand-over__field"
        type="file"
        accept={KINDS}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
      <label
        htmlFor={field}
        className={isMain ? 'hand-over__button hand-over__button--main' : 'hand-over__button'}
      >
        {label}
      </label>
    </span>
  )
}
