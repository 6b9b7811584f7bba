import type { Bilingual } from '../../kernel/index.ts'
import type { ClaimKind, ClaimSeverity, OperandRole, Verdict } from '../judge/claim.ts'
import type { TokenClass } from '../report/document.ts'

export const VERDICT_WORDS: Readonly<Record<Verdict, Bilingual>> = {
  consistent: { zh: '相符', en: 'consistent' },
  last_digit: { zh: '末位差一', en: 'last digit' },
  contradicted: { zh: '不符', en: 'contradicted' },
  base_unclear: { zh: '基数不明', en: 'base unclear' },
  unverifiable: { zh: '无法核对', en: 'not verifiable' },
}

export const SEVERITY_WORDS: Readonly<Record<ClaimSeverity, Bilingual>> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '待核', en: 'to check' },
  info: { zh: '提示', en: 'note' },
  none: { zh: '无', en: 'none' },
}

export const KIND_WORDS: Readonly<Record<ClaimKind, Bilingual>> = {
  share: { zh: '占比', en: 'share' },
  percent_sum: { zh: '占比合计', en: 'shares adding to 100' },
  sum: { zh: '合计', en: 'sum' },
  subset: { zh: '部分不超过整体', en: 'part within whole' },
  change: { zh: '增减量', en: 'change' },
  growth: { zh: '增减幅度', en: 'rate of growth' },
  direction: { zh: '升降方向', en: 'direction' },
  ratio: { zh: '比与倍数', en: 'ratio' },
  per_head: { zh: '平均数', en: 'average' },
  mean: { zh: '加权平均', en: 'weighted mean' },
  rank: { zh: '排序', en: 'ranking' },
  threshold: { zh: '界限', en: 'threshold' },
  restatement: { zh: '前后重述', en: 'restatement' },
  alignment: { zh: '分别对应', en: 'aligned lists' },
  list_count: { zh: '列举项数', en: 'number of items' },
  sequence: { zh: '编号', en: 'numbering' },
  date: { zh: '时间跨度', en: 'span of years' },
}

export const TOKEN_WORDS: Readonly<Record<TokenClass, Bilingual>> = {
  claim_operand: { zh: '参与核对', en: 'part of a checked claim' },
  open_operand: { zh: '所在陈述无法核对', en: 'in a claim that cannot be checked' },
  standalone: { zh: '单独的数量', en: 'quantity standing alone' },
  norm: { zh: '标准或目标', en: 'norm or target' },
  date: { zh: '日期', en: 'date' },
  identifier: { zh: '文号、代码', en: 'identifier' },
  label: { zh: '名称的一部分', en: 'part of a name' },
  ordinal: { zh: '序数', en: 'ordinal' },
  section: { zh: '章节编号', en: 'section number' },
  reference: { zh: '图表引用', en: 'reference' },
  page: { zh: '页码', en: 'page number' },
}

export const ROLE_WORDS: Readonly<Record<OperandRole, Bilingual>> = {
  part: { zh: '部分', en: 'part' },
  whole: { zh: '整体', en: 'whole' },
  now: { zh: '本期', en: 'now' },
  before: { zh: '前期', en: 'before' },
  change: { zh: '变动', en: 'change' },
  rate: { zh: '比率', en: 'rate' },
  item: { zh: '各项', en: 'item' },
  stated: { zh: '文中所述', en: 'as stated' },
  sibling: { zh: '同组', en: 'same group' },
  sibling_share: { zh: '同组占比', en: 'share of the same group' },
}
