import { type Bilingual, fillBoth, type Params } from '../../kernel/index.ts'
import type { Draft, Judged, OperandRole } from '../judge/claim.ts'
import type { Repair } from '../judge/repair.ts'
import { type Computed, printedText, rangeText, roundedLike } from './format.ts'

const reasons: Readonly<Record<string, Bilingual>> = {
  holds: {
    zh: '按文中印出的数字，{arithmetic} = {computed}，与「{stated}」相符。',
    en: 'From the printed figures, {arithmetic} = {computed}, which agrees with “{stated}”.',
  },
  holds_bound: {
    zh: '按文中印出的数字，{arithmetic} = {computed}，与「{stated}」的说法不矛盾。',
    en: 'From the printed figures, {arithmetic} = {computed}, which does not contradict “{stated}”.',
  },
  holds_subset: {
    zh: '{part} 是 {whole} 的一部分，没有超过它。',
    en: '{part} is part of {whole} and does not exceed it.',
  },
  holds_direction: {
    zh: '{before} → {now}，方向与文字一致。',
    en: '{before} → {now}: the direction is as the words say.',
  },
  holds_course: {
    zh: '所列数字的增减与文字所说的方向一致。',
    en: 'The listed figures go the way that the words say.',
  },
  holds_rank: {
    zh: '所列数字的先后与文字一致。',
    en: 'The figures stand in the order that the words say.',
  },
  holds_same: {
    zh: '与前文的「{before}」一致。',
    en: 'The same as “{before}” further up.',
  },
  holds_list: {
    zh: '项数与所列项目相符。',
    en: 'The number of items agrees with the list.',
  },
  holds_span: {
    zh: '年数与所写的起止年份相符。',
    en: 'The number of years agrees with the years that are named.',
  },
  holds_between: {
    zh: '总体的数介于各部分的最小值与最大值之间，与文字不矛盾。',
    en: 'The value of the whole lies between the least and the greatest of its parts.',
  },
  apart_changes: {
    zh: '各部分的变动合计 {arithmetic} = {computed}，而总体的变动为「{stated}」，两者不符。请核对是数字有误还是口径不同。',
    en: 'The changes of the parts make {arithmetic} = {computed}, but the whole is said to change by “{stated}”. Check the figures or the definitions.',
  },
  counts_up: { zh: '编号连续，共到 {last}。', en: 'The numbering is continuous up to {last}.' },
  last_digit: {
    zh: '{arithmetic} = {computed}，四舍五入为 {rounded}，文中为「{stated}」，末位差一。可能是直接截去了尾数，或为使各项相加恰为总数而调整。',
    en: '{arithmetic} = {computed}, which rounds to {rounded}; the text has “{stated}”, one unit of the last place off. It may have been truncated, or adjusted so that the parts add up.',
  },
  apart: {
    zh: '{arithmetic} = {computed}，而文中为「{stated}」，两者不符。',
    en: '{arithmetic} = {computed}, but the text has “{stated}”.',
  },
  apart_direction: {
    zh: '{before} → {now}，与文字所说的方向相反。',
    en: '{before} → {now}: the opposite of the direction that the words say.',
  },
  apart_course: {
    zh: '文字所说的方向与后面所列的增减相反，请核对。',
    en: 'The words say one direction, the changes behind them the other. Please check.',
  },
  apart_rank: {
    zh: '所列数字的先后与文字所说的不一致，请核对。',
    en: 'The figures do not stand in the order that the words say.',
  },
  apart_subset: {
    zh: '{part} 被称为 {whole} 的一部分，却比它大。',
    en: '{part} is called a part of {whole} but exceeds it.',
  },
  unclear: {
    zh: '{arithmetic} = {computed}，而文中为「{stated}」。文字没有说清以哪个数为基数，请核对是数字有误还是另有口径。',
    en: '{arithmetic} = {computed}, but the text has “{stated}”. The words do not say clearly which base is meant: check the figures or the definition.',
  },
  apart_threshold: {
    zh: '文中所说的界限是「{stated}」，而所列的数是 {computed}，两者不符，请核对。',
    en: 'The words set the bound “{stated}”, but the figures are {computed}. Please check.',
  },
  unclear_items: {
    zh: '{arithmetic} = {computed}，而文中为「{stated}」。若说的正是这几个数，其中有误；若另有所指，请写明。',
    en: '{arithmetic} = {computed}, but the text has “{stated}”. If these are the figures meant, one of them is wrong; if others are, please name them.',
  },
  apart_same: {
    zh: '前文为「{before}」，此处为「{stated}」。若说的是同一个数，其中一处有误；若不是，请写明各指什么。',
    en: 'Further up the text has “{before}”, here “{stated}”. If they are the same figure, one of them is wrong; if not, please say what each is.',
  },
  apart_list: {
    zh: '所列的项数是 {computed}，而文中为「{stated}」。若数的正是这几项，请核对。',
    en: 'The list has {computed} items, but the text says “{stated}”. If these are what it counts, please check.',
  },
  near_miss: {
    zh: '{arithmetic} = {computed}，而文中为「{stated}」，只差一个数字。若所列各项本应与它相符，请核对。',
    en: '{arithmetic} = {computed}, but the text has “{stated}”: one digit apart. If the figures are meant to agree, one of them is wrong.',
  },
  other_base: {
    zh: '按文字所说的基数算不出「{stated}」，以「{fits}」为基数则相符。请写明基数。',
    en: 'The base that the words name does not give “{stated}”, but “{fits}” does. Please name the base.',
  },
  wrong_base: {
    zh: '以文字所说的「{named}」为基数算不出「{stated}」，以「{fits}」为基数则相符。请核对基数。',
    en: 'The base that the words name, “{named}”, does not give “{stated}”; “{fits}” does. Check the base.',
  },
  divided_by_new: {
    zh: '{arithmetic} = {computed}，而文中为「{stated}」。「{stated}」是除以本年数得出的，增幅应除以上年数。',
    en: '{arithmetic} = {computed}, but the text has “{stated}”. “{stated}” comes from dividing by the new value; growth is divided by the old one.',
  },
  points_for_percent: {
    zh: '{arithmetic} = {computed} 个百分点，而文中为「{stated}」。「{stated}」是相对的增减幅度，不是百分点。',
    en: '{arithmetic} = {computed} percentage points, but the text has “{stated}”, which is the relative change, not points.',
  },
  percent_for_points: {
    zh: '两个百分数之差应写作百分点：文中「{stated}」按百分点计则相符。',
    en: 'A difference of percentages is in percentage points: read as points, “{stated}” agrees.',
  },
  rows_swapped: {
    zh: '上一行为 {upper}，下一行为 {lower}：两年之间各自相差悬殊，交换一列中的两个数则前后相当，可能填错了行，请核对。',
    en: 'One row has {upper}, the next {lower}: each jumps between the years, and swapping the two numbers of one column would make both steady. They may stand in each other’s row.',
  },
  caption_years: {
    zh: '表题写的是 {said} 年，表中各栏是 {shown} 年，请核对。',
    en: 'The caption speaks of {said}, the columns of {shown}; check which is meant.',
  },
  percent_or_points: {
    zh: '比率的增减一般写作百分点。文中没有印出原来的比率，「{stated}」是相差的百分点还是相对的增幅，无法判断，请核对单位。',
    en: 'Rates change by percentage points. The earlier rate is not printed, so it is not clear whether “{stated}” means points or a relative change; check the unit.',
  },
  points_of_growth: {
    zh: '「{stated}」正是按所印数字算出的增长率。数量的增减用 %，比率的增减才用百分点，请改正单位。',
    en: '“{stated}” is the growth rate of the printed figures. Amounts grow by percent, only rates by percentage points; mend the unit.',
  },
  part_missing: {
    zh: '文中没有印出这一占比对应的数，无法核对。',
    en: 'The number that this share is of is not printed, so it cannot be checked.',
  },
  base_missing: {
    zh: '文中没有印出作为基数的数，无法核对。',
    en: 'The base of this share is not printed, so it cannot be checked.',
  },
  before_missing: {
    zh: '文中没有印出比较时期的数，无法核对。可用 --previous 提供上一年的报告。',
    en: 'The earlier value is not printed, so it cannot be checked. Give last year’s report with --previous.',
  },
  now_missing: {
    zh: '文中没有印出与这一变动对应的数，无法核对。',
    en: 'The value that changed is not printed, so it cannot be checked.',
  },
  other_measure: {
    zh: '这一增幅按可比价格或其他口径计算，不能由文中的数核对。',
    en: 'This growth is at comparable prices or by another measure; the printed figures cannot check it.',
  },
  above_hundred: {
    zh: '「{stated}」：比率不会超过 100%，请核对数字或措辞。',
    en: '“{stated}”: a rate of this kind cannot pass 100 %. Check the figure or the wording.',
  },
  number_repeated: {
    zh: '编号 {before} 之后又是 {at}，编号重复。',
    en: 'After number {before} comes {at}: a number is repeated.',
  },
  number_missing: {
    zh: '编号 {before} 之后是 {at}，中间缺号。',
    en: 'After number {before} comes {at}: a number is missing.',
  },
  list_count: {
    zh: '文中写「{stated}」，前面列出的是 {counted} 项。',
    en: 'The text says “{stated}”, but {counted} items are listed.',
  },
  previous_agrees: {
    zh: '与上一年报告中的「{previous}」一致。',
    en: 'Agrees with “{previous}” in last year’s report.',
  },
  previous_differs: {
    zh: '本报告所说的上年数与上一年报告中的「{previous}」不一致。',
    en: 'The value given for last year differs from “{previous}” in last year’s report.',
  },
  fact_agrees: {
    zh: '与平台数据「{name}」{value} 一致。',
    en: 'Agrees with the platform’s value {value} for “{name}”.',
  },
  fact_differs: {
    zh: '平台数据「{name}」为 {value}，与文中的「{stated}」不一致。',
    en: 'The platform has {value} for “{name}”; the text has “{stated}”.',
  },
}

/** What the reader is told about a claim, in both languages. */
export function messageOf(
  claim: Judged,
  said: { readonly computed: Computed | null; readonly arithmetic: string | null },
): Bilingual {
  const { draft, computed, verdict } = claim
  const code = reasonCode(claim)
  const template = reasons[code] ??
    reasons[verdict === 'consistent' ? 'holds' : 'apart'] ?? { zh: code, en: code }
  const asksRounded = template.zh.includes('{rounded}') || template.en.includes('{rounded}')
  const [before, now] = beforeAndNow(draft)
  const params: Params = {
    arithmetic: said.arithmetic ?? '',
    computed: said.computed ? rangeText(said.computed) : '',
    stated: draft.stated.text,
    rounded: (asksRounded && computed && roundedLike(draft, computed)) || '',
    part: textOf(draft, 'part'),
    whole: textOf(draft, 'whole'),
    before,
    now,
    ...claim.reason.params,
  }
  return fillBoth(template, params)
}

/** A direction is told from one value to another, or of a series, or of changes that the text lists. */
function directionCode({ rule, operands }: Draft, outcome: 'holds' | 'apart'): string {
  if (rule === 'direction.series') return `${outcome}_rank`
  return operands.some(({ role }) => role === 'before') ? `${outcome}_direction` : `${outcome}_course`
}

function reasonCode(claim: Judged): string {
  const { code } = claim.reason
  const { kind } = claim.draft
  if (code === 'holds') {
    if (kind === 'subset') return 'holds_subset'
    if (kind === 'direction') return directionCode(claim.draft, 'holds')
    if (kind === 'rank') return 'holds_rank'
    if (kind === 'restatement') return 'holds_same'
    if (kind === 'date') return 'holds_span'
    if (kind === 'list_count' || kind === 'alignment') return 'holds_list'
    if (claim.draft.rule === 'mean.between') return 'holds_between'
    if (kind === 'threshold' || claim.draft.bound) return 'holds_bound'
  }
  if (code === 'apart' || code === 'unclear' || code === 'near_miss') {
    if (kind === 'direction') return directionCode(claim.draft, 'apart')
    if (kind === 'rank') return 'apart_rank'
    if (kind === 'subset') return 'apart_subset'
    if (kind === 'list_count') return 'apart_list'
    if (kind === 'threshold' && code === 'unclear') return 'apart_threshold'
    if (kind === 'restatement' && claim.draft.operands.some(({ role }) => role === 'before'))
      return 'apart_same'
    if ((kind === 'change' || kind === 'sum' || kind === 'restatement') && code === 'unclear')
      return 'unclear_items'
    if (claim.draft.rule === 'sum.changes' || claim.draft.rule === 'sum.net_change') return 'apart_changes'
  }
  return code
}

function beforeAndNow(draft: Draft): [string, string] {
  return [textOf(draft, 'before'), textOf(draft, 'now') || draft.stated.text]
}

function textOf({ operands }: Draft, role: OperandRole): string {
  for (const operand of operands) if (operand.role === role) return printedText(operand.quantity)
  return ''
}

const repairTexts: Readonly<Record<string, Bilingual>> = {
  digit: {
    zh: '若「{from}」应为「{to}」（一个数字之差），则相符',
    en: 'It holds if “{from}” should be “{to}” (one digit)',
  },
  swapped_digits: {
    zh: '若「{from}」应为「{to}」（相邻两个数字颠倒），则相符',
    en: 'It holds if “{from}” should be “{to}” (two digits swapped)',
  },
  lost_digit: {
    zh: '若「{from}」应为「{to}」（漏了一个数字），则相符',
    en: 'It holds if “{from}” should be “{to}” (a digit was lost)',
  },
  extra_digit: {
    zh: '若「{from}」应为「{to}」（多了一个数字），则相符',
    en: 'It holds if “{from}” should be “{to}” (a digit too many)',
  },
  point: {
    zh: '若「{from}」应为「{to}」（小数点错位），则相符',
    en: 'It holds if “{from}” should be “{to}” (the decimal point moved)',
  },
  swapped_values: {
    zh: '若「{from}」与「{to}」互换，则两处都相符',
    en: 'Both places hold if “{from}” and “{to}” change places',
  },
  shifted_list: {
    zh: '若这一列数字整体错了位（此处「{from}」应为「{to}」），则都相符',
    en: 'All hold if the list has slipped (“{from}” should be “{to}” here)',
  },
  unit: {
    zh: '若改正单位（% 与百分点），则相符',
    en: 'It holds with the right unit (% or percentage points)',
  },
  base: { zh: '若以「{fits}」为基数，则相符', en: 'It holds with “{fits}” as the base' },
}

export function repairMessage(repair: Repair): Bilingual {
  const change = repair.changes[0]
  const template = repairTexts[repair.kind] ?? { zh: repair.kind, en: repair.kind }
  const code = repair.reading?.what.code
  if (code === 'divided_by_new') {
    return {
      zh: '文中的数是除以本年数得出的；改为除以上年数即相符',
      en: 'The stated figure divides by the new value; dividing by the old one gives the right figure',
    }
  }
  const text = fillBoth(template, {
    from: change?.from ?? '',
    to: change?.to ?? '',
    fits: '',
    ...repair.reading?.what.params,
  })
  if (repair.mends === 0) return { zh: `${text.zh}。`, en: `${text.en}.` }
  return {
    zh: `${text.zh}；另有 ${repair.mends} 处也随之相符。`,
    en: `${text.en}; ${repair.mends} other ${repair.mends === 1 ? 'claim' : 'claims'} would then hold as well.`,
  }
}
