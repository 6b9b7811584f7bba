import { Button } from 'antd'
import { apiUrl } from '../../data/client.ts'
import { useSpeech } from '../../i18n/language.tsx'

/** The document as Word and PDF. */
export function ReportLinks({ of }: { readonly of: readonly string[] }) {
  const { t } = useSpeech()
  return (
    <>
      <Button href={apiUrl(of, { format: 'docx' })} download>
        {t('quality.word')}
      </Button>
      <Button href={apiUrl(of, { format: 'pdf' })} download>
        {t('quality.pdf')}
      </Button>
    </>
  )
}
