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

/** Who acted, by username; the platform itself, which loads and tidies up, has a name of its own. */
export function useActorName(): (actor: string) => string {
  const { t } = useSpeech()
  return (actor) => (actor === 'program' ? t('trail.program') : actor)
}
