import { type ParagraphChild, SimpleField, TextRun } from 'docx'

/** 表 and its number as a field that counts itself, with the number already in it. */
export function numbered(label: string): ParagraphChild[] {
  const word = label.replace(/\d+$/, '')
  const number = label.slice(word.length)
  return [
    new TextRun({ text: word }),
    new SimpleField(`SEQ ${word} \\* ARABIC`, number),
    new TextRun({ text: '　' }),
  ]
}
