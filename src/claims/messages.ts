import { type Bilingual, fillBoth, type Params } from '../kernel/index.ts'

/** Notes on how a file was read (CLM-1xx). Refusals (CLM-0xx) are AppErrors; their words are in the catalog. */
const NOTES: Readonly<Record<string, Bilingual>> = {
  'CLM-101': {
    zh: '文字编码不是 UTF-8，已按 {encoding} 读取。',
    en: 'The text is not in UTF-8; it was read as {encoding}.',
  },
  'CLM-102': {
    zh: '文中有 {count} 幅图片，其中的文字和数字未读取。',
    en: '{count} pictures are in the document; text and numbers inside them were not read.',
  },
  'CLM-103': {
    zh: '第 {pages} 页没有可读的文字，未核对。',
    en: 'Pages {pages} have no text that can be read and were not checked.',
  },
  'CLM-104': {
    zh: '文档含有修订，按接受全部修订后的文字核对。',
    en: 'The document has tracked changes; it was checked as if all were accepted.',
  },
  'CLM-105': {
    zh: '本报告写的是 {year} 年，交来的上一年报告「{file}」写的是 {other} 年；“上年”各数可能因此对不上，请确认用的是 {expected} 年的报告。',
    en: 'This report is for {year} and “{file}”, given as last year’s, is for {other}; values “of last year” may differ for that reason. Please make sure that it is the report for {expected}.',
  },
  'CLM-106': {
    zh: '本报告写的是 {year} 年，对照的是 {other} 年的平台数据；如需对照 {year} 年，请改用 --year {year}。',
    en: 'This report is for {year} and was compared with data of {other}; to compare with {year}, use --year {year}.',
  },
}

/** The words of a note. */
export function noteText(code: string, params: Params = {}): Bilingual {
  return fillBoth(NOTES[code] ?? { zh: code, en: code }, params)
}
