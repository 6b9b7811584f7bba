import { fill, type Language, type Params } from '../../kernel/index.ts'

export type Texts = Readonly<Record<string, string>>

/** The screen texts of one language; each language is a chunk of its own, so a reader loads only one. */
export async function loadTexts(language: Language): Promise<Texts> {
  const module =
    language === 'zh'
      ? await import('../../../catalog/messages/screens.zh.yaml')
      : await import('../../../catalog/messages/screens.en.yaml')
  return module.default
}

/** The words of a key with its {places} filled. The bare key shows where the catalog has none, so a slip is seen. */
export function words(texts: Texts, key: string, params: Params = {}): string {
  const template = texts[key]
  return template === undefined ? key : fill(template, params)
}
