import { useSpeech } from '../i18n/language.tsx'
import { type Choice, useMode } from '../theme/mode.tsx'

const choices: readonly Choice[] = ['system', 'light', 'dark']

/** Light, dark, or as the system has it; remembered. */
export function ThemeSwitch() {
  const { t } = useSpeech()
  const { choice, setChoice } = useMode()
  return (
    <label className="theme-switch">
      <span className="visually-hidden">{t('theme.label')}</span>
      <select
        value={choice}
        onChange={(event) => setChoice(choices.find((one) => one === event.target.value) ?? 'system')}
      >
        {choices.map((one) => (
          <option key={one} value={one}>
            {t(`theme.${one}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
