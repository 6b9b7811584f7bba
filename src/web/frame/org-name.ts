import type { Language } from '../../kernel/index.ts'

/** A unit's name in the reader's language; the Chinese one where it has no other. */
export function orgName(
  unit: { readonly name: string; readonly nameEn: string },
  language: Language,
): string {
  return language === 'en' && unit.nameEn !== '' ? unit.nameEn : unit.name
}
