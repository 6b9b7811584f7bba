/**
 * Texts of people without the blanks that they type between Chinese and Latin letters or digits: the thin space there
 * is the layout's to set.
 */
export function tidy(text: string): string {
  return text
    .trim()
    .replace(/(?<=[\u2e80-\u9fff\uff00-\uffef“”‘’]) +(?=[A-Za-z0-9])/g, '')
    .replace(/(?<=[A-Za-z0-9%]) +(?=[\u2e80-\u9fff\uff00-\uffef“”‘’])/g, '')
}
