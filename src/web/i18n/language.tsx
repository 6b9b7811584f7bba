import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { Bilingual, Language, Params } from '../../kernel/index.ts'
import { recall, remember } from './remembered.ts'
import { loadTexts, type Texts, words } from './texts.ts'

export interface Speech {
  readonly language: Language
  /** Screen text by key: `t('explorer.title', { org })`. */
  readonly t: (key: string, params?: Params) => string
  /** The reader's language of a name that comes in both. */
  readonly say: (name: Bilingual) => string
  readonly setLanguage: (language: Language) => Promise<void>
}

const SpeechContext = createContext<Speech | undefined>(undefined)

export function rememberedLanguage(): Language {
  return recall('language') === 'en' ? 'en' : 'zh'
}

/** Gives every screen its words. The first language is loaded before the first paint; a switch swaps both at once. */
export function LanguageProvider({
  initial,
  children,
}: {
  readonly initial: { readonly language: Language; readonly texts: Texts }
  readonly children: ReactNode
}) {
  const [{ language, texts }, setSpoken] = useState(initial)
  const setLanguage = useCallback(async (next: Language) => {
    const loaded = await loadTexts(next)
    remember('language', next)
    document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
    setSpoken({ language: next, texts: loaded })
  }, [])
  const speech = useMemo<Speech>(
    () => ({
      language,
      t: (key, params) => words(texts, key, params),
      say: (name) => name[language],
      setLanguage,
    }),
    [language, texts, setLanguage],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (!speech) throw new Error('useSpeech stands outside LanguageProvider')
  return speech
}
