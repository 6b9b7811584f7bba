import type { Bilingual, Language } from '../../kernel/index.ts'
import { factItem } from '../document/annex-words.ts'
import type { AnnexEntry, Fact, ReportDocument, Shown } from '../document/document.ts'
import { type ChromeWords, chromeWords } from '../words.ts'
import { escaped } from './markup.ts'
import { dataElement, type TextWriter } from './text.ts'

export interface AnnexContext {
  readonly document: ReportDocument
  readonly language: Language
  readonly text: TextWriter
  /** Address of a value in the explorer, where the report is served: `{org}`, `{year}`, `{name}` are filled in. */
  readonly explorer: string | undefined
}

/** The annex: for every figure its story, in a place of its own that the figure links to. */
export function annexHtml(context: AnnexContext): string {
  const words = chromeWords[context.language]
  const entries = context.document.annex.map((entry) => entryHtml(entry, context, words))
  return `<section class="annex" id="annex" aria-labelledby="annex-title"${context.language === 'en' ? ' lang="en"' : ''}>
<h2 id="annex-title">${words.annex}</h2>
<p class="lead">${words.annexLead}</p>
${entries.join('\n')}
</section>`
}

function entryHtml(entry: AnnexEntry, context: AnnexContext, words: ChromeWords): string {
  const { document, language } = context
  const say = (text: Bilingual) => escaped(text[language])
  const facts = document.facts.filter((fact) => fact.entry === entry.number)
  const unit = entry.unit.code === document.unit.code ? '' : `${escaped(entry.unit.name)}：`
  const measure = entry.unitText.zh === '' ? '' : `<span class="unit">（${say(entry.unitText)}）</span>`
  return `<article class="entry" id="n${entry.number}" aria-labelledby="n${entry.number}-title">
<h3 id="n${entry.number}-title"><span class="no">${entry.number}</span>${unit}${say(entry.label)}${measure}${entry.synthetic ? `<span class="tag">${words.syntheticTag}</span>` : ''}</h3>
${factTable(facts, words)}
${details(entry, say, words)}
${schoolTable(entry, say, words)}
<p class="links">${links(entry, context, words)}</p>
</article>`
}

function factTable(facts: readonly Fact[], words: ChromeWords): string {
  const rows = facts.map(
    (fact) =>
      `<tr id="${fact.id}"><th scope="row">${escaped(factItem(fact, words))}</th><td class="num printed">${dataElement(fact, escaped(`${fact.printed}${fact.unitText}`))}</td><td class="num exact">${escaped(fact.exact)}</td><td class="id">${fact.id}</td></tr>`,
  )
  return `<table class="facts"><thead><tr><th scope="col">${words.item}</th><th scope="col" class="num">${words.printed}</th><th scope="col" class="num">${words.exact}</th><th scope="col" class="id">${words.id}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function details(entry: AnnexEntry, say: (text: Bilingual) => string, words: ChromeWords): string {
  const items: [string, string][] = []
  if (entry.definition !== undefined) items.push([words.definition, escaped(entry.definition)])
  if (entry.formula) items.push([words.formula, say(entry.formula)])
  if (entry.inputs.length > 0) {
    const inputs = entry.inputs.map((input) => {
      const value =
        input.shown.state === 'known'
          ? `${escaped(input.shown.text)}${say(input.unitText)}`
          : stateText(input.shown, words)
      const how = input.formula ? `<span class="how">＝ ${say(input.formula)}</span>` : ''
      return `<li class="depth${Math.min(3, input.depth)}">${input.year === entry.year ? '' : `${words.year(input.year)} `}${say(input.label)} <b>${value}</b>${how}</li>`
    })
    items.push([words.inputs, `<ul class="inputs">${inputs.join('')}</ul>`])
  }
  for (const reason of entry.reasons) items.push([words.reason, escaped(reason)])
  const source = [words.origin[entry.origin]]
  if (entry.schools.length > 0) source.push(words.coverage(entry.coverage.reported, entry.coverage.expected))
  if (entry.source !== undefined) source.push(escaped(entry.source))
  items.push([words.source, source.join('；')])
  if (entry.missing.length > 0) items.push([words.missing, escaped(entry.missing.join('、'))])
  return `<dl>${items.map(([term, text]) => `<div><dt>${term}</dt><dd>${text}</dd></div>`).join('')}</dl>`
}

function schoolTable(entry: AnnexEntry, say: (text: Bilingual) => string, words: ChromeWords): string {
  if (entry.schools.length === 0) return ''
  const shown = (value: Shown) =>
    `<td class="num">${value.state === 'known' ? escaped(value.text) : `<span title="${stateText(value, words)}">—</span>`}</td>`
  const inputs = entry.schoolInputs.map((label) => `<th scope="col" class="num">${say(label)}</th>`).join('')
  const rows = entry.schools.map(
    (school) =>
      `<tr><th scope="row">${escaped(school.name)}</th>${school.inputs.map(shown).join('')}${shown(school.now)}${shown(school.before)}</tr>`,
  )
  const synthetic = entry.schools.some((school) => school.synthetic)
    ? `<p class="note">${words.synthetic.split}</p>`
    : ''
  return `<details class="schools"><summary>${words.schools}（${entry.schools.length}）</summary>${synthetic}<div class="scroll" role="region" tabindex="0" aria-label="${words.schools}"><table><thead><tr><th scope="col">${words.school}</th>${inputs}<th scope="col" class="num">${words.thisYear}</th><th scope="col" class="num">${words.lastYear}</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`
}

function stateText(shown: Shown, words: ChromeWords): string {
  return shown.state === 'known' ? escaped(shown.text) : words.state[shown.state]
}

function links(entry: AnnexEntry, { text, explorer }: AnnexContext, words: ChromeWords): string {
  const places = text.occurrences.get(entry.number) ?? []
  const back = places
    .slice(0, 9)
    .map((id, index) => `<a href="#${id}" aria-label="${words.backToText} ${index + 1}">${index + 1}</a>`)
  const parts = back.length > 0 ? [`${words.backToText} ${back.join(' ')}`] : []
  if (explorer !== undefined && /^[a-z][a-z0-9_]*$/.test(entry.name)) {
    const address = explorer
      .replace('{org}', encodeURIComponent(entry.unit.code))
      .replace('{year}', String(entry.year))
      .replace('{name}', encodeURIComponent(entry.name))
    parts.push(`<a href="${escaped(address)}">${words.openInNumbers}</a>`)
  }
  return parts.join('　')
}
