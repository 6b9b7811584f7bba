import type { Fact, Inline, ReportDocument } from '../document/document.ts'
import { attributes, escaped } from './markup.ts'

/** Running text as HTML: each figure a link to its story, carrying what a machine needs to find its value. */
export class TextWriter {
  readonly #facts: ReadonlyMap<string, Fact>
  /** Where each annex entry's figures stand in the text. */
  readonly occurrences = new Map<number, string[]>()

  constructor(document: ReportDocument) {
    this.#facts = new Map(document.facts.map((fact) => [fact.key, fact]))
  }

  html(inlines: readonly Inline[]): string {
    return inlines.map((inline) => this.#inline(inline)).join('')
  }

  #inline(inline: Inline): string {
    switch (inline.kind) {
      case 'text':
        return escaped(inline.text)
      case 'word':
        return `<span class="word" data-sign="${inline.sign}">${escaped(inline.text)}</span>`
      case 'strong':
        return `<strong>${this.html(inline.inlines)}</strong>`
      case 'figure': {
        const fact = this.#facts.get(inline.fact)
        const shown = escaped(`${inline.number}${inline.unit}`)
        if (!fact) return shown
        const places = this.occurrences.get(fact.entry)
        if (places) places.push(inline.id)
        else this.occurrences.set(fact.entry, [inline.id])
        return `<a class="n" id="${inline.id}" href="#n${fact.entry}">${dataElement(fact, shown)}</a>`
      }
    }
  }
}

/** `<data value="98.903107861060" data-fact="F3" …>98.90%</data>` */
export function dataElement(fact: Fact, shown: string): string {
  const carried = attributes({
    value: fact.exact,
    'data-fact': fact.id,
    'data-key': fact.key,
    'data-name': fact.name,
    'data-cell': fact.cell === '' ? undefined : fact.cell,
    'data-org': fact.unit,
    'data-year': String(fact.year),
    'data-measure': fact.measure,
    'data-trace': `n${fact.entry}`,
    'data-synthetic': fact.synthetic ? 'true' : undefined,
  })
  return `<data${carried}>${shown}</data>`
}
