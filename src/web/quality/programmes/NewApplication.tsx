import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { useSpeech } from '../../i18n/language.tsx'
import { applicationLink } from '../addresses.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { useSend } from '../parts/send.ts'
import { programmesInForce } from './catalogue.ts'
import { useWindows } from './use-windows.ts'

/** Begins an application: which programme of the catalogue. The rest is filled in from what the school reported. */
export function NewApplication({
  org,
  year,
  onClose,
}: {
  readonly org: string
  readonly year: number
  readonly onClose: () => void
}) {
  const { t, say } = useSpeech()
  const { send, error, isBusy } = useSend()
  const navigate = useNavigate()
  const open = useWindows(org, year).filter(({ isOpen }) => isOpen)
  const years = open.length > 0 ? open.map((one) => one.year) : [year]
  const forYear = years.at(-1) ?? year
  const catalogue = useQuery({
    queryKey: ['programme catalogue', forYear],
    queryFn: () => programmesInForce(forYear),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <FormDialog
      title={t('prog.apply')}
      submit={t('prog.apply_begin')}
      text={t('prog.apply_text')}
      error={error}
      isBusy={isBusy}
      onClose={onClose}
      fields={[
        {
          name: 'year',
          label: t('table.year'),
          kind: 'choice',
          options: [...years].reverse().map((one) => ({ value: String(one), text: String(one) })),
        },
        {
          name: 'programme',
          label: t('prog.programme'),
          kind: 'choice',
          options: (catalogue.data ?? []).map(({ code, name }) => ({
            value: code,
            text: `${code} ${say(name)}`,
          })),
        },
        { name: 'direction', label: t('prog.direction'), isOptional: true },
      ]}
      onSubmit={async ({ year: of = '', ...filled }) => {
        const made = await send<{ id: string }>('POST', ['orgs', org, 'years', of, 'applications'], filled)
        if (made) await navigate(applicationLink(made.id))
      }}
    />
  )
}
