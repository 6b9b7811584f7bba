import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import type { ReportDocument } from '../document/document.ts'
import { escaped, withAnnex } from './annex.ts'
import { OFF_GRID, TEXT_WIDTH } from './style.ts'

/**
 * Makes the file the same for the same report, whenever it is written, and puts the facts into it as a custom XML
 * part, where Word keeps data that travel with a document.
 */
export function finishPackage(bytes: Uint8Array, document: ReportDocument): Uint8Array {
  const files = unzipSync(bytes)
  const parts: Record<string, Uint8Array> = {}
  for (const [name, content] of Object.entries(files)) {
    parts[name] = name.endsWith('.xlsx') ? steadyZip(unzipSync(content)) : content
  }
  steadyRelations(parts)
  edit(parts, 'word/document.xml', (xml) => steadyNumbers(withAnnex(toTheMargin(xml), document)))
  edit(parts, 'word/styles.xml', offGrid)
  edit(parts, 'docProps/core.xml', (xml) =>
    dated(xml, document.year).replace(
      '</cp:coreProperties>',
      '<dc:language>zh-CN</dc:language></cp:coreProperties>',
    ),
  )
  parts['customXml/item1.xml'] = strToU8(factsXml(document))
  parts['customXml/itemProps1.xml'] = strToU8(
    `${XML}<ds:datastoreItem ds:itemID="{6B1F5C1E-2017-4F0A-9A6B-5F1E0C7D9B21}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${FACTS_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`,
  )
  parts['customXml/_rels/item1.xml.rels'] = strToU8(
    `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
  )
  edit(parts, 'word/_rels/document.xml.rels', (xml) =>
    xml.replace(
      '</Relationships>',
      `<Relationship Id="rIdFacts" Type="${RELATION}/customXml" Target="../customXml/item1.xml"/></Relationships>`,
    ),
  )
  edit(parts, '[Content_Types].xml', (xml) =>
    xml.replace(
      '</Types>',
      '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>',
    ),
  )
  return steadyZip(parts)
}

const FACTS_NAMESPACE = 'urn:vetted:report-facts:1'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

function factsXml(document: ReportDocument): string {
  const facts = document.facts.map(
    (fact) =>
      `<fact id="${fact.id}" key="${escaped(fact.key)}" exact="${fact.exact}" printed="${escaped(fact.printed)}" unit="${escaped(fact.unitText)}"/>`,
  )
  return `${XML}<facts xmlns="${FACTS_NAMESPACE}" report="${escaped(document.id)}" catalog="${escaped(document.template.catalogHash)}">${facts.join('')}</facts>`
}

/** Relations get random names from the library; here they are counted, part after part. */
function steadyRelations(parts: Record<string, Uint8Array>): void {
  const names = new Map<string, string>()
  for (const part of Object.keys(parts).sort()) {
    if (!/\.(xml|rels)$/.test(part)) continue
    edit(parts, part, (xml) =>
      xml.replace(/"rId[\w-]{21}"/g, (id) => {
        const known = names.get(id) ?? `"rIdR${names.size + 1}"`
        names.set(id, known)
        return known
      }),
    )
  }
}

/** Bookmarks and drawings are numbered through the life of the process; here each document counts its own. */
function steadyNumbers(xml: string): string {
  const bookmarks = counted(xml, /(<w:bookmark(?:Start|End)\b[^>]*?w:id=")(\d+)"/g)
  return counted(bookmarks, /(<wp:docPr\b[^>]*?\bid=")(\d+)"/g)
}

function counted(xml: string, pattern: RegExp): string {
  const numbers = new Map<string, number>()
  return xml.replace(pattern, (_, before: string, id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1
    numbers.set(id, number)
    return `${before}${number}"`
  })
}

/** The library takes the page for letter paper: page numbers of the contents would stand in the margin, unseen. */
function toTheMargin(xml: string): string {
  return xml.replaceAll(
    '<w:tab w:val="right" w:pos="9025" w:leader="dot"/>',
    `<w:tab w:val="right" w:pos="${TEXT_WIDTH}" w:leader="dot"/>`,
  )
}

/** The library has no switch for it: paragraphs of some styles leave the grid of the page. */
function offGrid(xml: string): string {
  return OFF_GRID.reduce(
    (text, id) =>
      text.replace(
        new RegExp(`(<w:style [^>]*w:styleId="${id}".*?<w:pPr>.*?)(<w:spacing )`, 's'),
        '$1<w:snapToGrid w:val="0"/>$2',
      ),
    xml,
  )
}

/** The document's dates are those of its year's end: the clock has no say in a report's bytes. */
function dated(xml: string, year: number): string {
  return xml.replace(
    /(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g,
    (_, open: string, close: string) => `${open}${year}-12-31T00:00:00Z${close}`,
  )
}

function edit(parts: Record<string, Uint8Array>, name: string, change: (xml: string) => string): void {
  const part = parts[name]
  if (part) parts[name] = strToU8(change(strFromU8(part)))
}

const MOMENT = new Date(1980, 0, 1)

/** Parts in a fixed order (the content types first, as readers expect), each with the same moment. */
function steadyZip(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const first = '[Content_Types].xml'
  const names = Object.keys(parts).sort((a, b) => (a === first ? -1 : b === first ? 1 : a < b ? -1 : 1))
  const entries: Zippable = {}
  for (const name of names) {
    const part = parts[name]
    if (part) entries[name] = [part, { mtime: MOMENT, level: 6 }]
  }
  return zipSync(entries)
}
