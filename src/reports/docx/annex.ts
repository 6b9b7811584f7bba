import { annexLines, annexTitle, factItem } from '../document/annex-words.ts'
import type { AnnexEntry, Fact, ReportDocument } from '../document/document.ts'
import { type ChromeWords, chromeWords } from '../words.ts'
import { GREY, TEXT_WIDTH } from './style.ts'

/*
 * The annex is some hundreds of rows of one shape. It is written as WordprocessingML at once: built from the library's
 * objects it took twice as long as all the rest of the document.
 */

const widths = [560, 3685, 1200, 1200, 1600, 600] as const

/** Stands where the annex's table comes; `withAnnex` puts it there. */
export const ANNEX_PLACE = 'annex-table'

export function withAnnex(xml: string, document: ReportDocument): string {
  return xml.replace(new RegExp(`<w:p>(?:(?!<w:p>).)*${ANNEX_PLACE}.*?</w:p>`, 's'), () =>
    annexTable(document),
  )
}

/** For each quantity its story, for each printed fact a row with a bookmark that the text leads to. */
function annexTable(document: ReportDocument): string {
  const words = chromeWords.zh
  const heads = [words.number, words.story, words.item, words.printed, words.exact, words.id]
  const head = heads.map((text, column) =>
    cell(column, paragraph(run(text, '<w:rFonts w:eastAsia="黑体"/>')), { head: true }),
  )
  const factsOf = new Map<number, Fact[]>()
  for (const fact of document.facts) {
    const facts = factsOf.get(fact.entry)
    if (facts) facts.push(fact)
    else factsOf.set(fact.entry, [fact])
  }
  const rows = document.annex.flatMap((entry) =>
    entryRows(document, entry, factsOf.get(entry.number) ?? [], words),
  )
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  return `<w:tbl><w:tblPr><w:tblW w:type="dxa" w:w="${TEXT_WIDTH}"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.join('')}</w:tr>${rows.join('')}</w:tbl><w:p><w:pPr><w:pStyle w:val="ReportAnnex"/></w:pPr></w:p>`
}

const borders = [
  '<w:top w:val="single" w:color="000000" w:sz="12"/>',
  '<w:left w:val="none"/>',
  '<w:bottom w:val="single" w:color="000000" w:sz="12"/>',
  '<w:right w:val="none"/>',
  '<w:insideH w:val="single" w:color="A0A8B0" w:sz="4"/>',
  '<w:insideV w:val="none"/>',
].join('')

function entryRows(
  document: ReportDocument,
  entry: AnnexEntry,
  facts: readonly Fact[],
  words: ChromeWords,
): string[] {
  const story = [
    paragraph(run(annexTitle(document, entry), '<w:b/>')),
    ...annexLines(entry, words).map((line) => paragraph(run(line, `<w:color w:val="${GREY}"/>`))),
  ].join('')
  return facts.map((fact, index) => {
    const merge = facts.length === 1 ? '' : index === 0 ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>'
    const first = index === 0
    const cells = [
      cell(0, first ? paragraph(run(String(entry.number))) : paragraph(''), { merge }),
      cell(1, first ? story : paragraph(''), { merge }),
      cell(2, paragraph(run(factItem(fact, words)))),
      cell(3, paragraph(bookmarked(fact, run(`${fact.printed}${fact.unitText}`)), 'right')),
      cell(4, paragraph(run(fact.exact), 'right')),
      cell(5, paragraph(run(fact.id))),
    ]
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`
  })
}

/** Numbers far above the library's own; the package counts them all anew. */
const FIRST_BOOKMARK = 1_000_000

function bookmarked(fact: Fact, content: string): string {
  const number = FIRST_BOOKMARK + Number(fact.id.slice(1))
  return `<w:bookmarkStart w:name="${fact.id}" w:id="${number}"/>${content}<w:bookmarkEnd w:id="${number}"/>`
}

function cell(
  column: number,
  content: string,
  { merge = '', head = false }: { readonly merge?: string; readonly head?: boolean } = {},
): string {
  const line = head ? '<w:tcBorders><w:bottom w:val="single" w:color="000000" w:sz="8"/></w:tcBorders>' : ''
  const margins =
    '<w:tcMar><w:top w:type="dxa" w:w="30"/><w:left w:type="dxa" w:w="50"/><w:bottom w:type="dxa" w:w="30"/><w:right w:type="dxa" w:w="50"/></w:tcMar>'
  return `<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="${widths[column]}"/>${merge}${line}${margins}</w:tcPr>${content}</w:tc>`
}

function paragraph(content: string, alignment?: 'right'): string {
  const aligned = alignment ? `<w:jc w:val="${alignment}"/>` : ''
  return `<w:p><w:pPr><w:pStyle w:val="ReportAnnex"/>${aligned}</w:pPr>${content}</w:p>`
}

function run(text: string, properties = ''): string {
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
