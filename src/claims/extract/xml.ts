import { SaxesParser } from 'saxes'
import { AppError } from '../../kernel/index.ts'
import type { ExtractLimits } from './limits.ts'

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>, position: number): void
  close(name: string, position: number): void
  text(text: string): void
}

/** Streams an XML part; refuses document types and entities, deep nesting and broken mark-up. */
export function readXml(xml: string, file: string, limits: ExtractLimits, handler: XmlHandler): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml.slice(0, 4096)) || xml.includes('<!ENTITY'))
    throw new AppError('CLM-007', { file })
  const parser = new SaxesParser({ xmlns: false, position: true })
  let depth = 0
  let failure: Error | undefined
  parser.on('doctype', () => {
    failure ??= new AppError('CLM-007', { file })
  })
  parser.on('error', (error) => {
    failure ??= new AppError('CLM-003', { file, detail: error.message.slice(0, 80) })
  })
  parser.on('opentag', (tag) => {
    depth++
    if (depth > limits.depth) failure ??= new AppError('CLM-008', { file, limit: limits.depth })
    if (!failure) handler.open(tag.name, tag.attributes as Record<string, string>, parser.position)
    if (tag.isSelfClosing) {
      depth--
      if (!failure) handler.close(tag.name, parser.position)
    }
  })
  parser.on('closetag', (tag) => {
    if (tag.isSelfClosing) return
    depth--
    if (!failure) handler.close(tag.name, parser.position)
  })
  parser.on('text', (text) => {
    if (!failure) handler.text(text)
  })
  const step = 1 << 16
  for (let from = 0; from < xml.length && !failure; from += step) parser.write(xml.slice(from, from + step))
  if (!failure) parser.close()
  if (failure) throw failure
}
