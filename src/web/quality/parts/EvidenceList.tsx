import { Button } from 'antd'
import { useId, useRef } from 'react'
import type { Evidence } from '../../../http/contract/evaluation.ts'
import { apiUrl } from '../../data/client.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { useToast } from '../../parts/Toast.tsx'
import { dayText } from './dates.ts'
import { useSend } from './send.ts'

const TYPES = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.txt'

/** Files that prove something, to download; with a place to hand in more where that is open. */
export function EvidenceList({
  files,
  to,
  part = '',
  name,
}: {
  readonly files: readonly Evidence[]
  /** Address that takes files; read-only where left out. */
  readonly to?: readonly string[]
  readonly part?: string
  /** What the files prove. */
  readonly name: string
}) {
  const { t } = useSpeech()
  const { send, error, isBusy } = useSend()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const field = useId()
  const upload = async (file: File) => {
    if (!to) return
    const form = new FormData()
    form.set('file', file)
    form.set('part', part)
    if (await send('POST', to, form)) toast({ text: t('quality.file_kept', { file: file.name }) })
    if (input.current) input.current.value = ''
  }
  const remove = async (file: Evidence) => {
    if (await send('DELETE', ['evidence', file.id]))
      toast({ text: t('quality.file_removed', { file: file.fileName }) })
  }
  return (
    <div className="files">
      {files.length > 0 ? (
        <ul className="files__list">
          {files.map((file) => (
            <li key={file.id}>
              <a href={apiUrl(['evidence', file.id])} download>
                <Icon name="download" /> {file.fileName}
              </a>
              <span className="note">
                {sizeText(file.size)} · {file.uploadedBy} · {dayText(file.uploadedAt)}
              </span>
              {to ? (
                <Button
                  size="small"
                  type="text"
                  disabled={isBusy}
                  aria-label={t('quality.file_remove_of', { file: file.fileName })}
                  onClick={() => void remove(file)}
                >
                  {t('quality.file_remove')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : to ? null : (
        <p className="note">{t('quality.file_none')}</p>
      )}
      {to ? (
        <div className="files__add">
          <label className="files__label" htmlFor={field}>
            {t('quality.file_add', { name })}
          </label>
          <input
            id={field}
            ref={input}
            type="file"
            accept={TYPES}
            disabled={isBusy}
            aria-describedby={`${field}-hint`}
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) void upload(file)
            }}
          />
          <p className="field__hint" id={`${field}-hint`}>
            {isBusy ? t('quality.file_sending') : t('quality.file_hint')}
          </p>
        </div>
      ) : null}
      {error === undefined ? null : <ErrorState error={error} />}
    </div>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
