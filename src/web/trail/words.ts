import { useSpeech } from '../i18n/language.tsx'

/** What an action of the trail is called; one that a later version wrote keeps its code. */
export function useActionName(): (action: string) => string {
  const { t } = useSpeech()
  return (action) => {
    const key = `trail.action.${action}`
    const name = t(key)
    return name === key ? action : name
  }
}
