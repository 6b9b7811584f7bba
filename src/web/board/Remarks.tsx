import { Button } from 'antd'
import type { Catalog } from '../../catalog/index.ts'
import type { Remark } from '../../http/contract/entry.ts'
import type { Submission } from '../../http/contract/submissions.ts'
import { useSpeech } from '../i18n/language.tsx'
import { momentText } from '../quality/parts/dates.ts'
import { placeText } from './place-name.ts'

/** A remark that goes out when the return is sent back. */
export interface DraftRemark {
  readonly place: Remark['place']
  /** The place as it is called. */
  readonly name: string
  readonly text: string
}

/** What will be sent back with the return. */
export function RemarksToSend({
  drafts,
  onChange,
}: {
  readonly drafts: readonly DraftRemark[]
  readonly onChange: (drafts: readonly DraftRemark[]) => void
}) {
  const { t } = useSpeech()
  if (drafts.length === 0) return <p className="note">{t('board.remark_how')}</p>
  return (
    <section className="card" aria-label={t('board.to_send')}>
      <h2>{t('board.to_send')}</h2>
      <p className="note">{t('board.remarks_kept')}</p>
      <ul className="remarks">
        {drafts.map((draft) => (
          <li key={`${draft.name} ${draft.text}`}>
            <strong>{draft.name}</strong>
            <p>{draft.text}</p>
            <Button size="small" onClick={() => onChange(drafts.filter((one) => one !== draft))}>
              {t('board.remark_drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Remarks that were sent, with what the school answered. */
export function WrittenRemarks({
  catalog,
  document,
}: {
  readonly catalog: Catalog
  readonly document: Submission
}) {
  const speech = useSpeech()
  const { t } = speech
  if (document.remarks.length === 0) return null
  return (
    <section className="card" aria-label={t('board.remarks')}>
      <h2>{t('board.remarks')}</h2>
      <ul className="remarks">
        {document.remarks.map((remark) => (
          <li key={remark.id}>
            <strong>{placeText(catalog, remark.place, document.year, speech)}</strong>
            <p>{remark.text}</p>
            <p className="note">
              {t('board.remark_by', {
                author: remark.author,
                at: momentText(remark.writtenAt),
                version: remark.version,
              })}
            </p>
            <p>
              {remark.answer === null
                ? t('board.no_answer')
                : t('board.answer', { who: remark.answeredBy ?? '', text: remark.answer })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
