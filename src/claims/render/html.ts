import type { Language } from '../../kernel/index.ts'
import type { ClaimReport, FileVerdict, TokenClass } from '../report/document.ts'
import type { Block, ExtractedText } from '../text.ts'
import { htmlScript } from './html-script.ts'
import { htmlStyle } from './html-style.ts'
import { findingsOf, oneLine, placeText } from './summary.ts'
import { KIND_WORDS, ROLE_WORDS, SEVERITY_WORDS, TOKEN_WORDS, VERDICT_WORDS } from './words.ts'

/**
 * One self-contained page: how many numbers were understood as what, the findings by weight, and the text with its
 * claims marked; a claim opens its operands, the interval and the arithmetic. Reads without script, by keyboard, in
 * dark and on paper.
 */
export function markedHtml(
  extracted: ExtractedText,
  verdict: FileVerdict,
  language: Language = 'zh',
): string {
  const zh = language === 'zh'
  const title = zh ? `核对结果：${verdict.file}` : `Checked: ${verdict.file}`
  return `<!doctype html>
<html lang="${zh ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header class="top">
<h1>${escapeHtml(oneLine(verdict.file, 80))}</h1>
${overview(verdict, language)}
</header>
<div class="columns">
<nav class="side" aria-label="${zh ? '核对结果' : 'Findings'}">
${filters(verdict, language)}
<ol class="list" id="list">
${[...findingsOf(verdict), ...verdict.claims.filter((claim) => claim.severity === 'none')].map((claim) => listItem(claim, language)).join('\n')}
</ol>
</nav>
<main class="text" id="text" tabindex="-1" aria-label="${zh ? '原文' : 'The text'}">
${body(extracted, verdict)}
</main>
</div>
<script>${htmlScript}</script>
</body>
</html>
`
}

function overview(verdict: FileVerdict, language: Language): string {
  const { tokens, summary, sentences } = verdict
  const zh = language === 'zh'
  const kinds = (Object.keys(tokens.by_kind) as TokenClass[]).filter((kind) => tokens.by_kind[kind] > 0)
  const widest = Math.max(1, ...kinds.map((kind) => tokens.by_kind[kind]))
  const bars = kinds
    .sort((a, b) => tokens.by_kind[b] - tokens.by_kind[a])
    .map((kind) => {
      const count = tokens.by_kind[kind]
      return `<tr><th scope="row">${TOKEN_WORDS[kind][language]}</th><td class="n">${count}</td><td class="bar"><span style="width:${Math.max(1, Math.round((count / widest) * 100))}%"></span></td></tr>`
    })
  const cards = (['error', 'warning', 'info'] as const).map(
    (weight) =>
      `<li class="card ${weight}"><span class="mark" aria-hidden="true">${marks[weight]}</span><strong>${summary.by_severity[weight]}</strong> ${SEVERITY_WORDS[weight][language]}</li>`,
  )
  const unread = sentences.unread.length
  const lead = zh
    ? `文中共有 <strong>${tokens.total}</strong> 个数，全部归类；算术陈述 <strong>${summary.claims}</strong> 条，核对了 <strong>${summary.checked}</strong> 条，另有 ${summary.by_verdict.unverifiable} 条文中没有印出所需的数，无法核对。含数的语句 ${sentences.with_numbers} 句，读懂 ${sentences.read} 句${unread ? `，${unread} 句未能读懂` : ''}。没有提到的数不等于已经核对无误。`
    : `<strong>${tokens.total}</strong> numbers, all classified; <strong>${summary.claims}</strong> arithmetic claims, <strong>${summary.checked}</strong> of them checked; ${summary.by_verdict.unverifiable} cannot be checked because a figure is not printed. ${sentences.with_numbers} sentences with numbers, ${sentences.read} read. Silence about a number does not mean that it is right.`
  const notes = verdict.notes.map((note) => `<p class="note">${escapeHtml(note[language])}</p>`).join('')
  return `<div class="overview">
<div><p>${lead}</p>${notes}<ul class="cards">${cards.join('')}</ul></div>
<table class="kinds"><caption>${zh ? '每个数被认作什么' : 'What each number was read as'}</caption><tbody>${bars.join('')}</tbody></table>
</div>`
}

const marks: Readonly<Record<string, string>> = { error: '✕', warning: '?', info: 'i', none: '✓' }

function filters(verdict: FileVerdict, language: Language): string {
  const zh = language === 'zh'
  const counts = verdict.summary.by_verdict
  const options = (Object.keys(counts) as (keyof typeof counts)[])
    .filter((name) => counts[name] > 0)
    .map((name) => {
      const on = name !== 'consistent' && name !== 'unverifiable'
      return `<label><input type="checkbox" value="${name}"${on ? ' checked' : ''}> ${VERDICT_WORDS[name][language]} <span class="n">${counts[name]}</span></label>`
    })
  return `<fieldset class="filter" id="filter"><legend>${zh ? '显示' : 'Show'}</legend>${options.join('')}</fieldset>
<p class="empty" id="empty" hidden>${zh ? '所选类别没有内容。可在上面勾选其他类别。' : 'Nothing of this kind. Choose another above.'}</p>`
}

function listItem(claim: ClaimReport, language: Language): string {
  const zh = language === 'zh'
  const operands = claim.operands
    .map(
      (operand) => `<tr><td>${ROLE_WORDS[operand.role][language]}</td><td>${operandHtml(operand)}</td></tr>`,
    )
    .join('')
  const computed = claim.computed
    ? claim.computed.low === claim.computed.high
      ? claim.computed.low
      : `${claim.computed.low} ～ ${claim.computed.high}`
    : ''
  const rows = [
    claim.arithmetic
      ? `<dt>${zh ? '算式' : 'Arithmetic'}</dt><dd class="mono">${escapeHtml(claim.arithmetic)}</dd>`
      : '',
    computed
      ? `<dt>${zh ? '印出的数允许的范围' : 'Range the figures allow'}</dt><dd class="mono">${escapeHtml(computed)}</dd>`
      : '',
    claim.stated
      ? `<dt>${zh ? '文中所述' : 'Stated'}</dt><dd class="mono">${escapeHtml(claim.stated)}</dd>`
      : '',
    `<dt>${zh ? '位置' : 'Place'}</dt><dd>${escapeHtml(placeText(claim.place, language))}</dd>`,
  ].join('')
  const repairs = claim.repairs.map((repair) => `<li>${escapeHtml(repair.message[language])}</li>`).join('')
  return `<li class="item ${claim.severity} v-${claim.verdict}" data-id="${claim.id}" data-verdict="${claim.verdict}" id="l-${claim.id}"><details><summary><span class="mark" aria-hidden="true">${marks[claim.severity]}</span><span class="head"><span class="verdict">${VERDICT_WORDS[claim.verdict][language]} · ${KIND_WORDS[claim.kind][language]}</span><span class="quote">${escapeHtml(oneLine(claim.quote, 64))}</span></span></summary>
<p>${escapeHtml(claim.message[language])}</p>
<dl>${rows}</dl>
<table class="operands"><tbody>${operands}</tbody></table>
${repairs ? `<p class="sub">${zh ? '可能的更正' : 'Possible repairs'}</p><ul class="repairs">${repairs}</ul>` : ''}
<p><a class="goto" href="#t-${claim.id}">${zh ? '在原文中查看' : 'Show in the text'}</a></p></details></li>`
}

/** A number of this text is a link to its place; one of last year's report has none here. */
function operandHtml(operand: ClaimReport['operands'][number]): string {
  return operand.from
    ? escapeHtml(operand.text)
    : `<a href="#n${operand.start}">${escapeHtml(operand.text)}</a>`
}

/** The text block by block, claims and numbers marked inside. */
function body(extracted: ExtractedText, verdict: FileVerdict): string {
  const marker = new Marker(extracted.text, verdict)
  const parts: string[] = []
  const tables = new Set<number>()
  for (const block of extracted.blocks) {
    if (block.cell) {
      if (tables.has(block.cell.table)) continue
      tables.add(block.cell.table)
      parts.push(tableHtml(extracted, block.cell.table, marker))
      continue
    }
    const inner = block.ranges.map(([start, end]) => marker.html(start, end)).join('')
    parts.push(`<${tagOf(block)} class="b-${block.kind}">${inner}</${tagOf(block)}>`)
  }
  return parts.join('\n')
}

function tagOf(block: Block): string {
  return block.kind === 'heading' ? 'h2' : 'p'
}

function tableHtml(extracted: ExtractedText, index: number, marker: Marker): string {
  const table = extracted.tables[index]
  if (!table) return ''
  const rows: string[][] = Array.from({ length: table.rows }, () => [])
  for (const cell of [...table.cells].sort((a, b) => a.row - b.row || a.column - b.column)) {
    const spans = `${cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ''}${cell.columnSpan > 1 ? ` colspan="${cell.columnSpan}"` : ''}`
    rows[cell.row]?.push(`<td${spans}>${marker.html(cell.start, cell.end)}</td>`)
  }
  return `<div class="scroll" tabindex="0"><table class="grid"><tbody>${rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('')}</tbody></table></div>`
}

/** Writes stretches of the text with the numbers that claims use as buttons. */
class Marker {
  readonly #text: string
  readonly #numbers: readonly { start: number; end: number; claims: ClaimReport[] }[]
  readonly #shown = new Set<string>()

  constructor(text: string, verdict: FileVerdict) {
    this.#text = text
    const byStart = new Map<number, { start: number; end: number; claims: ClaimReport[] }>()
    for (const claim of verdict.claims) {
      const own = claim.operands.filter((operand) => !operand.from)
      const places = own.length > 0 ? own : claim.spans.map(([start]) => ({ start, end: start + 1 }))
      for (const { start, end } of places) {
        const known = byStart.get(start)
        if (known) {
          known.end = Math.max(known.end, end)
          if (!known.claims.includes(claim)) known.claims.push(claim)
        } else byStart.set(start, { start, end, claims: [claim] })
      }
    }
    this.#numbers = [...byStart.values()].sort((a, b) => a.start - b.start)
  }

  html(start: number, end: number): string {
    const parts: string[] = []
    let at = start
    for (let i = this.#firstFrom(start); i < this.#numbers.length; i++) {
      const number = this.#numbers[i]
      if (!number || number.start >= end) break
      if (number.start < at) continue
      parts.push(escapeHtml(clean(this.#text.slice(at, number.start))))
      const stop = Math.min(end, number.end)
      parts.push(this.#button(number, stop))
      at = stop
    }
    parts.push(escapeHtml(clean(this.#text.slice(at, end))))
    return parts.join('')
  }

  #button(number: { start: number; end: number; claims: ClaimReport[] }, stop: number): string {
    const worst = [...number.claims].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))[0]
    const severity = worst?.severity ?? 'none'
    const open = number.claims.every((claim) => claim.verdict === 'unverifiable')
    const anchors = number.claims
      .filter(
        (claim) =>
          (claim.stated_at ? claim.stated_at[0] === number.start : claim.start <= number.start) &&
          !this.#shown.has(claim.id),
      )
      .map((claim) => {
        this.#shown.add(claim.id)
        return `<a id="t-${claim.id}"></a>`
      })
      .join('')
    const ids = number.claims.map((claim) => claim.id).join(' ')
    return `${anchors}<a id="n${number.start}" class="num ${severity}${open ? ' open' : ''}" href="#l-${worst?.id ?? ''}" data-claims="${ids}">${escapeHtml(clean(this.#text.slice(number.start, stop)))}</a>`
  }

  #firstFrom(start: number): number {
    let low = 0
    let high = this.#numbers.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#numbers[middle]?.start ?? 0) < start) low = middle + 1
      else high = middle
    }
    return low
  }
}

const order = ['error', 'warning', 'info', 'none']

/** Line breaks inside a paragraph were the page's, not the author's. */
function clean(text: string): string {
  return text.replace(/\s*\n\s*/g, '')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
