import { Button } from 'antd'
import { useState } from 'react'
import { useAccount } from '../../data/session.ts'
import { useSpeech } from '../../i18n/language.tsx'
import { dayText, endOfDay, inDays, startOfDay } from '../parts/dates.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { StateTag } from '../parts/StateTag.tsx'
import { useSend } from '../parts/send.ts'
import { useWindows } from './use-windows.ts'

/** When applications are taken; the bureau sets it. */
export function Windows({ org, year }: { readonly org: string; readonly year: number }) {
  const { t } = useSpeech()
  const windows = useWindows(org, year)
  const account = useAccount()
  const [isSetting, setIsSetting] = useState(false)
  const { send, error, isBusy, forget } = useSend()
  const mayPut = account?.grants.some(({ role, unit }) => role === 'bureau_officer' && unit.code === org)
  const latest = windows.at(-1)
  const close = () => {
    setIsSetting(false)
    forget()
  }
  return (
    <div className="window-line">
      {windows.length === 0 ? <p className="note">{t('prog.window_none', { year })}</p> : null}
      <ul>
        {windows.map(({ year: one, window, isOpen }) => (
          <li key={one}>
            <StateTag
              tone={isOpen ? 'done' : 'plain'}
              text={t(isOpen ? 'prog.window_open' : 'prog.window_shut')}
            />{' '}
            {t('prog.window', {
              year: one,
              from: dayText(window.opensAt),
              to: dayText(window.closesAt),
              days: window.noticeDays,
              experts: window.panelSize,
            })}
          </li>
        ))}
      </ul>
      {mayPut ? <Button onClick={() => setIsSetting(true)}>{t('prog.window_set')}</Button> : null}
      {isSetting ? (
        <FormDialog
          title={t('prog.window_set')}
          submit={t('quality.keep')}
          error={error}
          isBusy={isBusy}
          onClose={close}
          fields={[
            { name: 'year', label: t('table.year'), kind: 'number', value: String(latest?.year ?? year + 1) },
            {
              name: 'from',
              label: t('prog.window_from'),
              kind: 'date',
              value: latest ? dayText(latest.window.opensAt) : inDays(0),
            },
            {
              name: 'to',
              label: t('prog.window_to'),
              kind: 'date',
              value: latest ? dayText(latest.window.closesAt) : inDays(30),
            },
            {
              name: 'noticeDays',
              label: t('prog.notice_days'),
              kind: 'number',
              value: String(latest?.window.noticeDays ?? 7),
            },
            {
              name: 'panelSize',
              label: t('eval.panel_size'),
              kind: 'number',
              value: String(latest?.window.panelSize ?? 3),
            },
            {
              name: 'numberPrefix',
              label: t('prog.number_prefix'),
              value: latest?.window.numberPrefix ?? `${year + 1}-`,
              hint: t('prog.number_prefix_hint'),
            },
          ]}
          onSubmit={async ({ year: of = '', from = '', to = '', noticeDays, panelSize, numberPrefix }) => {
            const kept = await send('PUT', ['orgs', org, 'years', of, 'application-window'], {
              opensAt: startOfDay(from),
              closesAt: endOfDay(to),
              noticeDays: Number(noticeDays),
              panelSize: Number(panelSize),
              numberPrefix,
            })
            if (kept) close()
          }}
        />
      ) : null}
    </div>
  )
}
