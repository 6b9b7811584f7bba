import type { Inline } from '../document/document.ts'
import type { Inline as TemplateInline } from '../template/template.ts'
import { fillInlines } from './fill-inlines.ts'
import type { ReportRun, Setting } from './run.ts'

/**
 * Fills a paragraph sentence by sentence. A sentence of which something is not known is left out whole, and what was
 * missing is told at the end of the chapter: half a sentence would say something nobody meant.
 */
export function fillSentences(
  run: ReportRun,
  inlines: readonly TemplateInline[],
  setting: Setting,
): readonly Inline[] {
  const kept: Inline[] = []
  for (const sentence of sentencesOf(inlines)) {
    const { inlines: words, gaps } = fillInlines(run, sentence, setting)
    if (gaps.length > 0) run.missing(gaps)
    else kept.push(...words)
  }
  return kept.every((inline) => inline.kind === 'strong') ? [] : ended(kept)
}

/** Sentences end at 。！？； in the template's own words, outside of directives. */
function sentencesOf(inlines: readonly TemplateInline[]): TemplateInline[][] {
  const sentences: TemplateInline[][] = []
  let current: TemplateInline[] = []
  for (const inline of inlines) {
    if (inline.kind === 'strong' && current.length === 0) {
      // A lead-in such as “做法。” stands for what follows, whichever of its sentences stay.
      sentences.push([inline])
      continue
    }
    if (inline.kind !== 'text') {
      current.push(inline)
      continue
    }
    for (const piece of inline.text.split(/(?<=[。！？；])/)) {
      if (piece !== '') current.push({ kind: 'text', text: piece })
      if (/[。！？；]$/.test(piece)) {
        sentences.push(current)
        current = []
      }
    }
  }
  if (current.length > 0) sentences.push(current)
  return sentences
}

/** Where the last sentence fell out, the one before it ends the paragraph. */
function ended(inlines: readonly Inline[]): readonly Inline[] {
  const last = inlines.at(-1)
  if (last?.kind !== 'text' || last.origin !== 'template' || !/[；，]$/.test(last.text)) return inlines
  return [...inlines.slice(0, -1), { ...last, text: `${last.text.slice(0, -1)}。` }]
}
