import { Button } from 'antd'
import { useSpeech } from '../i18n/language.tsx'

/** The other language, named in that language. */
export function LanguageSwitch() {
  const { language, t, setLanguage } = useSpeech()
  const next = language === 'zh' ? 'en' : 'zh'
  return (
    <Button type="text" lang={next === 'zh' ? 'zh-CN' : 'en'} onClick={() => void setLanguage(next)}>
      {t('frame.other_language')}
    </Button>
  )
}
