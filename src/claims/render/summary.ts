import type { Language } from '../../kernel/index.ts'
import type { ClaimReport, FileVerdict, Place, TokenClass } from '../report/document.ts'
import { KIND_WORDS, SEVERITY_WORDS, TOKEN_WORDS, VERDICT_WORDS } from './words.ts'

/** What `vetted verify` prints: coverage first, then the findings by weight, each with its arithmetic and repair. */
export function summaryText(verdict: FileVerdict, language: Language = 'zh'): string {
  const lines = [verdict.file, ...coverageLines(verdict, language)]
  for (const note of verdict.notes) lines.push(`  ${note[language]}`)
  const findings = findingsOf(verdict)
  if (findings.length === 0)
    lines.push('', language === 'zh' ? '没有发现不符之处。' : 'Nothing was found that does not agree.')
  for (const claim of findings) lines.push('', ...claimLines(claim, language))
  if (verdict.sentences.unread.length > 0) {
    lines.push(
      '',
      language === 'zh'
        ? '以下语句未能读懂，未核对：'
        : 'These sentences could not be read and were not checked:',
    )
    for (const sentence of verdict.sentences.unread.slice(0, 20))
      lines.push(`  ${oneLine(sentence.text, 60)}`)
  }
  return `${lines.join('\n')}\n`
}

const weights = ['error', 'warning', 'info'] as const

/** Findings by weight, then by place. */
export function findingsOf(verdict: FileVerdict): ClaimReport[] {
  return weights.flatMap((weight) => verdict.claims.filter((claim) => claim.severity === weight))
}

function coverageLines(verdict: FileVerdict, language: Language): string[] {
  const { tokens, sentences, summary } = verdict
  const kinds = (Object.keys(tokens.by_kind) as TokenClass[]).filter((kind) => tokens.by_kind[kind] > 0)
  const parts = kinds.map((kind) => `${TOKEN_WORDS[kind][language]} ${tokens.by_kind[kind]}`)
  const { error, warning, info } = summary.by_severity
  if (language === 'zh') {
    return [
      `  文中共有 ${tokens.total} 个数：${parts.join('，')}`,
      `  含数的语句 ${sentences.with_numbers} 句，读懂 ${sentences.read} 句`,
      `  算术陈述 ${summary.claims} 条，核对 ${summary.checked} 条，无法核对 ${summary.by_verdict.unverifiable} 条`,
      `  错误 ${error} 处，待核 ${warning} 处，提示 ${info} 处`,
    ]
  }
  return [
    `  ${tokens.total} numbers: ${parts.join(', ')}`,
    `  ${sentences.with_numbers} sentences with numbers, ${sentences.read} read`,
    `  ${summary.claims} arithmetic claims, ${summary.checked} checked, ${summary.by_verdict.unverifiable} not verifiable`,
    `  ${error} errors, ${warning} to check, ${info} notes`,
  ]
}

function claimLines(claim: ClaimReport, language: Language): string[] {
  const head = `[${SEVERITY_WORDS[claim.severity][language]}] ${VERDICT_WORDS[claim.verdict][language]} · ${KIND_WORDS[claim.kind][language]} · ${placeText(claim.place, language)} (${claim.id})`
  const lines = [head, `  ${oneLine(claim.quote, 120)}`, `  ${claim.message[language]}`]
  for (const repair of claim.repairs.slice(0, 2)) lines.push(`  → ${repair.message[language]}`)
  return lines
}

export function placeText(place: Place, language: Language): string {
  const parts: string[] = []
  if (place.page !== undefined) parts.push(language === 'zh' ? `第 ${place.page} 页` : `page ${place.page}`)
  if (place.table !== undefined) {
    parts.push(
      language === 'zh'
        ? `表 ${place.table} 第 ${place.row} 行第 ${place.column} 列`
        : `table ${place.table}, row ${place.row}, column ${place.column}`,
    )
  } else parts.push(language === 'zh' ? `第 ${place.paragraph} 段` : `paragraph ${place.paragraph}`)
  if (place.heading)
    parts.push(language === 'zh' ? `「${oneLine(place.heading, 20)}」` : `“${oneLine(place.heading, 20)}”`)
  return parts.join(language === 'zh' ? '，' : ', ')
}

export function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
