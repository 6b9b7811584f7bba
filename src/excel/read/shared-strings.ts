import { attribute, XmlReader } from './xml.ts'
import type { ZipFile } from './zip.ts'

/** The texts that cells name by number. Phonetic guides (拼音) above the characters are not part of a text. */
export async function sharedStrings(zip: ZipFile, part: string): Promise<readonly string[]> {
  const texts: string[] = []
  let current = ''
  let inText = false
  let inGuide = false
  const reader = new XmlReader(part, {
    open: (name) => {
      if (name === 'si') current = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') inGuide = true
    },
    text: (text) => {
      if (inText && !inGuide) current += text
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') inGuide = false
      else if (name === 'si') texts.push(unescapeText(current))
    },
  })
  for await (const piece of zip.stream(part)) reader.write(piece)
  reader.end()
  return texts
}

/** `_x000D_` is how the format writes a character that XML cannot. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** Target of each relationship by id, and by the last word of its type. */
export function relationships(
  zip: ZipFile,
  part: string,
): readonly { id: string; type: string; target: string }[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const name = `${folder}_rels/${part.slice(folder.length)}.rels`
  const bytes = zip.bytes(name)
  const found: { id: string; type: string; target: string }[] = []
  if (!bytes) return found
  const reader = new XmlReader(name, {
    open: (tag, attributes) => {
      if (tag !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
      const type = attribute(attributes, 'Type') ?? ''
      found.push({
        id: attribute(attributes, 'Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        target: resolved(folder, attribute(attributes, 'Target') ?? ''),
      })
    },
    close: () => undefined,
  })
  reader.write(bytes)
  reader.end()
  return found
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts = folder.split('/').filter((part) => part !== '')
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
