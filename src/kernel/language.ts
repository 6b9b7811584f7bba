export type Language = 'zh' | 'en'

/** A name or text in both languages; Chinese is the one that decides. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

export const LANGUAGES: readonly Language[] = ['zh', 'en']
