import { Button } from 'antd'
import { useState } from 'react'
import type { Remark } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { FormDialog } from '../quality/parts/FormDialog.tsx'
import { useSend } from '../quality/parts/send.ts'

/** What the bureau remarked when it sent the return back, each with the school's answer. */
export function Answers({
  remarks,
  org,
  year,
  placeOf,
}: {
  readonly remarks: readonly Remark[]
  readonly org: string
  readonly year: number
  readonly placeOf: (place: Remark['place']) => string
}) {
  const { t } = useSpeech()
  const { send, error, forget, isBusy } = useSend()
  const [at, setAt] = useState<Remark>()
  if (remarks.length === 0) return null
  return (
    <section aria-label={t('fill.remarks')}>
      <h2 className="part-head">{t('fill.remarks')}</h2>
      <ul className="remarks">
        {remarks.map((remark) => (
          <li key={remark.id}>
            <strong>{placeOf(remark.place)}</strong>
            <p>{remark.text}</p>
            {remark.answer === null ? (
              <Button size="small" onClick={() => setAt(remark)}>
                {t('fill.answer')}
              </Button>
            ) : (
              <p className="note">{t('fill.answered', { text: remark.answer })}</p>
            )}
          </li>
        ))}
      </ul>
      {at ? (
        <FormDialog
          title={t('fill.answer')}
          text={at.text}
          submit={t('fill.answer')}
          fields={[{ name: 'text', label: t('fill.answer_text'), kind: 'text' }]}
          error={error}
          isBusy={isBusy}
          onSubmit={async ({ text }) => {
            const parts = ['orgs', org, 'years', year, 'submission', 'remarks', at.id, 'answer']
            if (await send('PUT', parts, { text })) setAt(undefined)
          }}
          onClose={() => {
            forget()
            setAt(undefined)
          }}
        />
      ) : null}
    </section>
  )
}
