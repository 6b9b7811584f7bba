import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Catalog } from '../../catalog/index.ts'
import type { DeskFinding } from '../../http/contract/entry.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { StateTag, type Tone } from '../quality/parts/StateTag.tsx'
import { findingsQuery } from '../registers/queries.ts'
import { placeText } from './place-name.ts'
import { RemarkDialog } from './RemarkDialog.tsx'
import type { DraftRemark } from './Remarks.tsx'

const tones: Readonly<Record<DeskFinding['severity'], Tone>> = {
  error: 'error',
  explain: 'explain',
  note: 'plain',
}
const ORDER: readonly DeskFinding['severity'][] = ['error', 'explain', 'note']

/** What the checks say of the return, what blocks first, each with the reason that the school wrote. */
export function Findings({
  catalog,
  org,
  year,
  onRemark,
}: {
  readonly catalog: Catalog
  readonly org: string
  readonly year: number
  readonly onRemark?: (remark: DraftRemark) => void
}) {
  const speech = useSpeech()
  const { t, say } = speech
  const query = useQuery(findingsQuery(org, year))
  const [at, setAt] = useState<Omit<DraftRemark, 'text'>>()
  return (
    <section aria-label={t('board.findings')}>
      <h2 className="part-head">{t('board.findings')}</h2>
      <Loaded query={query}>
        {({ findings, summary }) => (
          <>
            <p className="note">
              {t('board.summary', {
                errors: summary.errors,
                toExplain: summary.toExplain,
                explained: summary.explained,
                notes: summary.notes,
              })}
            </p>
            <ul className="remarks">
              {findings
                .toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
                .map((finding) => {
                  const place = placeOf(finding)
                  const name = placeText(catalog, place, year, speech)
                  return (
                    <li key={`${finding.code} ${finding.inputKey}`}>
                      <StateTag
                        tone={finding.explanation === undefined ? tones[finding.severity] : 'done'}
                        text={t(
                          finding.explanation === undefined
                            ? `board.severity.${finding.severity}`
                            : 'board.explained',
                        )}
                      />{' '}
                      <strong>{name}</strong> <code className="notice__code">{finding.code}</code>
                      <p>{say(finding.message)}</p>
                      {finding.explanation === undefined ? null : (
                        <p className="board__explanation">
                          {t('board.explanation', { text: finding.explanation })}
                        </p>
                      )}
                      {onRemark ? (
                        <Button size="small" onClick={() => setAt({ place, name })}>
                          {t('board.remark_add')}
                        </Button>
                      ) : null}
                    </li>
                  )
                })}
            </ul>
          </>
        )}
      </Loaded>
      {at && onRemark ? <RemarkDialog at={at} onRemark={onRemark} onClose={() => setAt(undefined)} /> : null}
    </section>
  )
}

function placeOf({ at, rows }: DeskFinding): DraftRemark['place'] {
  const { elements, register, fields } = at
  const row = rows?.[0]
  const field = fields?.[0]
  if (register !== undefined)
    return { register, ...(row === undefined ? {} : { row }), ...(field === undefined ? {} : { field }) }
  return elements?.[0] === undefined ? {} : { element: elements[0], cell: '' }
}
