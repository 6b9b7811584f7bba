import {
  type ClaimReport,
  KIND_WORDS,
  placeText,
  ROLE_WORDS,
  TOKEN_WORDS,
  type TokenClass,
} from '../claims/index.ts'
import type { Bilingual } from '../kernel/index.ts'
import type { Verified } from './verify.ts'

/** A checked text as a screen shows it: the text in its blocks, and every claim with its words in both languages. */
export function verifiedText({ extracted, verdict, comparedWith }: Verified) {
  const { list: _, by_kind, ...tokens } = verdict.tokens
  const kinds = (Object.keys(by_kind) as TokenClass[])
    .filter((kind) => by_kind[kind] > 0)
    .map((kind) => ({ kind, name: TOKEN_WORDS[kind], count: by_kind[kind] }))
    .sort((a, b) => b.count - a.count)
  const { claims, checked, by_verdict, by_severity } = verdict.summary
  return {
    file: verdict.file,
    format: verdict.format,
    ...(extracted.pages === undefined ? {} : { pages: extracted.pages }),
    text: extracted.text,
    blocks: extracted.blocks.map(({ kind, ranges, page, cell }) => ({
      kind,
      ranges,
      ...(page === undefined ? {} : { page }),
      ...(cell === undefined ? {} : { table: cell.table }),
    })),
    tables: extracted.tables.map(({ rows, columns, cells }) => ({ rows, columns, cells })),
    notes: verdict.notes,
    tokens: { ...tokens, kinds },
    sentences: verdict.sentences,
    claims: verdict.claims.map(shownClaim),
    summary: { claims, checked, by_verdict, by_severity },
    ...(comparedWith ? { comparedWith } : {}),
  }
}

function shownClaim(claim: ClaimReport) {
  const place: Bilingual = { zh: placeText(claim.place, 'zh'), en: placeText(claim.place, 'en') }
  return {
    ...claim,
    kindName: KIND_WORDS[claim.kind],
    place,
    operands: claim.operands.map((operand) => ({ ...operand, roleName: ROLE_WORDS[operand.role] })),
  }
}
