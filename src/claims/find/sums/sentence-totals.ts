import type { Draft } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { addFloats, type Context, isAmount, isMean, isPresent, operand, statedAs } from '../context.ts'
import { headOf } from './distant-totals.ts'
import { couldBePartOf } from './part-of.ts'
import { isPartition, isScale } from './partitions.ts'
import { closes, digitsOf, measureOf, totalDraft } from './sum-drafts.ts'

/** 「共A人，其中B人、C人」: parts that make the whole, or parts of an open list that each stay below it. */
export function amongSums(context: Context, sentence: readonly Quantity[]): Draft[] {
  return [...amongDrafts(context, sentence), ...laterSubsets(context, sentence)]
}

/** 「初中3272人次，其中贫困户720人次；小学328158人次，其中贫困户6956人次」: each 其中 of a sentence speaks of its own part of it. */
function laterSubsets(context: Context, sentence: readonly Quantity[]): Draft[] {
  const segments = [...Map.groupBy(sentence, ({ segment }) => segment).values()]
  return segments.slice(1).flatMap((own) => {
    const clause = context.reading.clauses
      .slice(own[0]?.clause.index ?? 0, (own.at(-1)?.clause.index ?? 0) + 1)
      .find(({ text }) => text.startsWith('其中'))
    if (!clause) return []
    const usable = own.filter((value) => isAmount(value) && isPresent(value) && !value.inParentheses)
    const heads = usable.filter((value) => value.clause.index < clause.index)
    const parts = usable.filter((value) => value.clause.index >= clause.index)
    return parts.flatMap((part) => {
      const head =
        heads.findLast((value) => value.unit.dimension === part.unit.dimension) ??
        heads.findLast((value) => isVisited(value, part))
      return head && head.size >= part.size && couldBePartOf(part, head)
        ? [{ ...subsetDraft(part, head), tie: 'loose' as const }]
        : []
    })
  })
}

/** 10079人次, 其中……1473人. */
function isVisited(whole: Quantity, part: Quantity): boolean {
  return whole.unit.dimension === 'visits' && part.unit.dimension === 'people'
}

function amongDrafts(context: Context, sentence: readonly Quantity[]): Draft[] {
  const start = sentence.findIndex((quantity) => quantity.among && isAmount(quantity))
  if (start < 0) return []
  const drafts: Draft[] = []
  const parts = sentence
    .slice(start)
    .filter(
      (quantity) => quantity.among && isAmount(quantity) && isPresent(quantity) && !quantity.frame.total,
    )
  const heads = headsBefore(context, sentence, start)
  // What stands in parentheses is part of the part before it.
  const outer = parts.filter((part) => !part.inParentheses)
  const shown = outer.length >= 2 ? outer : parts
  const nouns = nounGroups(heads, shown)
  for (const { head, own } of nouns)
    drafts.push(totalDraft(own, head, 'sum.among', closes(own, head) ? 'named' : 'likely'))
  const explained = new Set(nouns.flatMap(({ own }) => own))
  const groups = partGroups(shown.filter((part) => !explained.has(part)))
  const closed = [
    ...nouns.filter(({ head, own }) => closes(own, head)).map(({ own }) => own),
    ...groups.filter((own) => {
      const head = headOfParts(heads, own)
      return head && own.length >= 2 && closes(own, head)
    }),
  ]
  for (const own of groups) {
    const head = headOfParts(heads, own)
    if (!head) continue
    const fitting = own.filter((part) => part.size <= head.size * 1.0000001)
    const run = sumRun(fitting, head)
    if (run.length >= 2 && closes(run, head)) {
      drafts.push(totalDraft(run, head, 'sum.among', 'named'))
      continue
    }
    // 「课题34项，通过其中21项，包括重点6项、一般8项、青年7项」: those behind the first are its own parts.
    const [first, ...inner] = fitting
    if (first && inner.length >= 2 && closes(inner, first)) {
      drafts.push({ ...totalDraft(inner, first, 'sum.among', 'loose'), nearMiss: true })
      drafts.push(subsetDraft(first, head))
      continue
    }
    // A share without an amount (「捐赠及其他占7%」) tells that more parts than the printed ones make the whole.
    const untold = sentence.filter((value) => value.role === 'share' && value.among).length > own.length
    // 「教职工286人，其中专任教师236人，占82.5%；兼职教师45人」: behind a semicolon 其中 may have ended.
    const isEnded = own.length === 2 && own[0]?.segment !== own[1]?.segment
    if (own.length >= 2 && !untold && !isEnded) {
      // 「其中中职学校12家、协会2家、企业18家、其他2家」: 其他 closes the list.
      const isClosed =
        own.length >= 3 && /^(其他|其它|其余)/.test(own.at(-1)?.name.keys[0] ?? own.at(-1)?.name.text ?? '')
      const alike = own.every((part) => part.unit.text === head.unit.text && !part.frame.bound)
      const tie = (isClosed && alike) || isPartition(own.map((part) => part.name.text)) ? 'likely' : 'loose'
      // 「18个优胜奖。其中金牌3枚、银牌3枚……」: things of another count word are not said of it.
      const isOfOthers =
        // 「运动员170人，男、女运动员各85人」, 「警告38人、记过3人，另有2人移送」
        own.some((part) => /[各另]/.test(part.clause.text)) ||
        (head.unit.dimension === 'things' && own.every((part) => part.unit.text !== head.unit.text))
      drafts.push({
        ...totalDraft(own, head, 'sum.among', tie),
        // 「包括五大商业银行、12家股份制商业银行、95家城市商业银行和农村金融机构」: not each has to have a number.
        nearMiss: !isOfOthers && !/^(包括|包含)/.test(own[0]?.clause.text ?? ''),
        complete: isWholeList(own, head) || isHalved(own) || closed.some((other) => areParallel(other, own)),
      })
    }
    for (const part of own) {
      // 「招生928.24万人，在校生2685.54万人，其中，中职学校招生559.41万人，在校生1551.84万人」: each of the whole of its name.
      const [key] = part.name.keys
      const named = heads.findLast(
        (one) => key !== undefined && one.name.keys[0] === key && measureOf(one) === measureOf(part),
      )
      const whole = named && named.size >= part.size ? named : fitting.includes(part) ? head : undefined
      if (whole && couldBePartOf(part, whole)) drafts.push(subsetDraft(part, whole))
    }
  }
  return drafts
}

/** 「教职工107.62万人，专任教师83.68万人」: the one are always among the other. */
export function staffSubsets(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, part] of sentence.entries()) {
    // 「教职工包括568名在岗员工，其中424位专任教师」: 其中 speaks of the number right before it.
    const before = sentence[index - 1]
    if (before?.among && part.clause.text.startsWith('其中') && isWithin(part, before))
      drafts.push({ ...subsetDraft(part, before), tie: 'loose' })
    if (part.among || !isAmount(part) || !isPresent(part) || !/专任教师$/.test(part.name.keys[0] ?? ''))
      continue
    const whole = sentence
      .slice(0, index)
      .findLast(
        (value) =>
          isAmount(value) && isPresent(value) && !value.among && /教职工$/.test(value.name.keys[0] ?? ''),
      )
    if (whole && measureOf(whole) === measureOf(part))
      drafts.push({ ...subsetDraft(part, whole), rule: 'subset.staff' })
  }
  return drafts
}

function isWithin(part: Quantity, whole: Quantity): boolean {
  return (
    isAmount(part) &&
    isAmount(whole) &&
    isPresent(part) &&
    isPresent(whole) &&
    part.clause.index === whole.clause.index + 1 &&
    measureOf(part) === measureOf(whole)
  )
}

/** 「60岁及以上26402万人（其中，65岁及以上19064万人）」 */
export function asideSubsets(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, part] of sentence.entries()) {
    if (!part.inParentheses || !isAmount(part)) continue
    const { flow, start } = part.token
    if (!/\((其中|含|包括|包含)[,:]?[^,;。()]*$/.test(flow.text.slice(Math.max(0, start - 30), start)))
      continue
    const whole = sentence
      .slice(0, index)
      .findLast(
        (value) =>
          !value.inParentheses &&
          value.token.start < start &&
          isAmount(value) &&
          isPresent(value) &&
          measureOf(value) === measureOf(part),
      )
    if (whole) drafts.push(subsetDraft(part, whole))
  }
  return drafts
}

/** 「涵盖77个大项，81个赛项。其中中职组32个大项，35个赛项；高职组45个大项，46个赛项」: each noun has its own whole. */
function nounGroups(
  heads: readonly Quantity[],
  parts: readonly Quantity[],
): { head: Quantity; own: Quantity[] }[] {
  const groups = heads
    .map((head) => ({
      head,
      own: parts.filter((part) => part.unit.text === head.unit.text && sharesName(part, head)),
    }))
    .filter(({ own }) => own.length >= 2 && own.length < parts.length)
  const closing = groups.filter(({ head, own }) => closes(own, head))
  // 「77个大项，81个分赛项。其中甲32个大项，35个分赛项；乙45个大项，46个分赛项」: one that holds vouches for the other.
  const beside = groups.filter(
    (group) =>
      !closing.includes(group) &&
      closing.some((other) => other.own.length === group.own.length && !overlaps(other.own, group.own)),
  )
  return [...closing, ...beside]
}

function overlaps(a: readonly Quantity[], b: readonly Quantity[]): boolean {
  return a.some((part) => b.includes(part))
}

/** 「其中高中9所，在校生1.23万人；初中29所，在校生1.72万人」: two numbers of each part, in the same order. */
function areParallel(one: readonly Quantity[], two: readonly Quantity[]): boolean {
  return (
    one.length === two.length &&
    one.every((part, at) => {
      const other = two[at]
      return other && Math.abs(part.clause.index - other.clause.index) <= 1 && part.segment === other.segment
    })
  )
}

/** A list that its length, its grades or its own sum show to be more than a few examples. */
function isWholeList(parts: readonly Quantity[], head: Quantity): boolean {
  const last = parts.at(-1)
  if (/^等/.test(last?.frame.right ?? '') || parts.some((part) => part.frame.bound)) return false
  if (parts.length >= 5 || isScale(parts.map((part) => part.name.text))) return true
  // Schools, courses, grounds and sums of money do not overlap: together they are no more than their whole.
  const isApart = parts.every(({ unit }) => ['things', 'area', 'money'].includes(unit.dimension))
  const tails = new Set(parts.map((part) => (part.name.keys[0] ?? part.name.text).slice(-2)))
  return isApart && (parts.length >= 3 || tails.size === 1) && addFloats(parts).low > head.high
}

/** Parts of one measure; schools, offices and firms together where the whole may count all of them. */
function partGroups(parts: readonly Quantity[]): Quantity[][] {
  const groups = [...new Set(parts.map(measureOf))].map((measure) =>
    parts.filter((part) => measureOf(part) === measure),
  )
  const things = parts.filter((part) => part.unit.dimension === 'things')
  const mixed =
    new Set(things.map((part) => part.unit.text)).size > 1 &&
    things.every(
      (part) => '家所个间处项种类门'.includes(part.unit.text) && !/^[省市县国]|^地区/.test(part.frame.right),
    )
  return mixed ? [things, ...groups.filter((group) => group[0]?.unit.dimension !== 'things')] : groups
}

/** Everything before 其中 in the sentence, or the sentence before, that could be the whole. */
function headsBefore(context: Context, sentence: readonly Quantity[], start: number): Quantity[] {
  const usable = (quantity: Quantity) => isAmount(quantity) && isPresent(quantity)
  const first = sentence[start]
  // 「24个实训室（其中23个校内）和14个工作室」: what stands behind the parentheses is no whole of what is in them.
  const own = sentence
    .slice(0, start)
    .filter(
      (quantity) =>
        usable(quantity) && !quantity.inParentheses && quantity.token.start < (first?.token.start ?? 0),
    )
  if (own.length > 0 || !first) return own
  // 「平均规模9298人，其中，本科学校13100人」: means have no sum.
  if (sentence.slice(0, start).some((quantity) => quantity.unit.text === first.unit.text && isMean(quantity)))
    return []
  const near = context
    .sentenceBefore(first)
    .filter((quantity) => usable(quantity) && !quantity.among && !quantity.inParentheses)
  // 「共获25个一等奖。另获45个二等奖。其中，甲校获6个一等奖……」: the parts are called as a whole further back.
  const far = context
    .around(first, 12, 0)
    .filter(
      (quantity) =>
        usable(quantity) &&
        quantity.paragraph === first.paragraph &&
        quantity.sentence < (near[0]?.sentence ?? first.sentence) &&
        quantity.unit.text === first.unit.text &&
        countsTheSame(quantity, first),
    )
  return [...far, ...near]
}

/** The whole that the parts make, else the one whose name they end like, else the last one before them. */
function headOfParts(heads: readonly Quantity[], parts: readonly Quantity[]): Quantity | undefined {
  const first = parts[0]
  if (!first) return undefined
  const rivals = heads.filter((head) => comparable(head.unit, first.unit))
  const alike = rivals.filter((head) => measureOf(head) === measureOf(first))
  const candidates = alike.length > 0 ? alike : rivals
  const closing = candidates.findLast((head) =>
    closes(
      sumRun(
        parts.filter((part) => part.size <= head.size),
        head,
      ),
      head,
    ),
  )
  if (closing && parts.length >= 2) return closing
  const named = candidates.findLast((head) => countsTheSame(head, first))
  return named ?? candidates.at(-1)
}

/** 一等奖 and 一等奖, 专任教师 and 中职专任教师: one thing is counted, by the end of its name or by a name of both. */
function countsTheSame(one: Quantity, other: Quantity): boolean {
  const head = headOf(one)
  return (head !== undefined && head === headOf(other)) || sharesName(one, other)
}

function sharesName(one: Quantity, other: Quantity): boolean {
  return one.name.keys.some((key) => key.length >= 2 && other.name.keys.includes(key))
}

/** The run of parts, in order, that adds up to the whole; all of them where none does. */
function sumRun(parts: readonly Quantity[], head: Quantity): readonly Quantity[] {
  for (let count = parts.length; count >= 2; count--) {
    const run = parts.slice(0, count)
    if (closes(run, head)) return run
  }
  return parts
}

function subsetDraft(part: Quantity, head: Quantity): Draft {
  return {
    kind: 'subset',
    rule: 'subset.among',
    expression: of(part),
    relation: 'at_most',
    stated: { ...statedAs(head) },
    operands: [operand(part, 'part'), operand(head, 'whole')],
    tie: 'likely',
  }
}

/** 「全区常住人口中，家庭户人口为501694人」: what stands within a whole that is printed elsewhere is no more than it. */
export function withinSubsets(context: Context, sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, part] of sentence.entries()) {
    if (part.within === '' || !isAmount(part) || !isPresent(part) || sentence[index + 1]?.role === 'share')
      continue
    const whole = context
      .named(nameOf(part.within), part.id, 6)
      .find(
        (value) =>
          value !== part && isAmount(value) && isPresent(value) && measureOf(value) === measureOf(part),
      )
    if (whole) drafts.push({ ...subsetDraft(part, whole), rule: 'subset.within', tie: 'loose' })
  }
  return drafts
}

/** 「A 12人，B 15人，共27人」: a total behind its parts. */
export function trailingTotals(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, total] of sentence.entries()) {
    // 「一等奖4项，二等奖38项，获奖总数43项」
    const isTotal =
      total.frame.total ||
      /总数$|总量$|总计$|合计$|^总(人数|额|量|数)|总人数$/.test(total.name.text) ||
      /^(一|总)?共(有|计|取得|获得?|招收?|设|开设|建)?(?!同|建|享|青)/.test(total.clause.text) ||
      /总(数|计|量|额|和|人数|人次|金额)[为达]?$/.test(total.frame.left)
    if (!isAmount(total) || !(isTotal || isCumulated(total)) || index === 0) continue
    const before = sentence
      .slice(0, index)
      .filter(
        (q) =>
          isAmount(q) &&
          isPresent(q) &&
          comparable(q.unit, total.unit) &&
          q.inParentheses === total.inParentheses,
      )
    // 「前三类合计638人」 takes the first three of the list.
    const first = /^前([两二三四五六七八九])[类项名个大]/.exec(total.clause.text)?.[1]
    const firstParts = first ? before.slice(0, '二三四五六七八九'.indexOf(first.replace('两', '二')) + 2) : []
    if (first) {
      if (closesAs(firstParts, total)) drafts.push(totalDraft(firstParts, total, 'sum.trailing', 'named'))
      continue
    }
    const found = [...before.keys()]
      .map((from) => before.slice(from))
      .find((parts) => closesAs(parts, total) && wholeSegments(parts, before, total))
    if (found) drafts.push(totalDraft(found, total, 'sum.trailing', 'named'))
    // 累计 may take in what an earlier year brought.
    else if (!isCumulated(total) || !before.some(({ name }) => /年|季|月|学期|期/.test(name.text)))
      drafts.push(...slipOfTotal(inSegmentOf(total, before), total))
  }
  return drafts
}

/** 累计资助, 累计培训: of what was listed; 累计创建国家生态文明建设示范区 names a thing of its own. */
function isCumulated({ clause, name, unit }: Quantity): boolean {
  return /^累计/.test(clause.text) && unit.dimension !== 'things' && (name.keys[0] ?? '').length <= 4
}

/** 「一等奖1个，二等奖8个；个人赛一等奖2个，共10个」: a total takes in all that stands before a semicolon, or nothing of it. */
function wholeSegments(parts: readonly Quantity[], before: readonly Quantity[], total: Quantity): boolean {
  const first = parts[0]
  if (!first || first.segment === total.segment) return true
  return !before.some((other) => other.segment === first.segment && other.id < first.id)
}

function closesAs(parts: readonly Quantity[], total: Quantity): boolean {
  return parts.length >= 2 && closes(parts, total)
}

/** Those that no semicolon parts from the total; all where it parts all of them. */
function inSegmentOf(total: Quantity, before: readonly Quantity[]): readonly Quantity[] {
  const own = before.filter((part) => part.segment === total.segment)
  return own.length > 0 ? own : before
}

/** A total that its parts miss, where the words leave hardly a doubt that they are its parts. */
function slipOfTotal(before: readonly Quantity[], total: Quantity): Draft[] {
  if (before.length < 2) return []
  if (/累计/.test(total.clause.text) && total.unit.dimension === 'things') return []
  // 「对东盟、韩国分别进出口4.23万亿元和1.81万亿元，对“一带一路”沿线国家合计10.04万亿元」
  if (total.named && (total.name.keys[0] ?? '').length > 5 && before.length < 3) return []
  const paired = /合计|共计|总计/.test(total.clause.text) || isPartition(before.map((part) => part.name.text))
  const run = [...before, total]
  const joined = run.every((part, i) => i === 0 || part.clause.index - (run[i - 1]?.clause.index ?? 0) <= 1)
  if (before.length === 2) {
    // 「品牌专业126个、特色专业213个，共339个」 leaves no other reading.
    const isTold =
      joined && !total.named && before.every((part) => part.unit.text === total.unit.text && part.named)
    return paired || isTold
      ? [{ ...totalDraft(before, total, 'sum.trailing', 'loose'), nearMiss: true, complete: isTold }]
      : []
  }
  if (!joined) return []
  // 「一等奖5项、二等奖12项、三等奖20项，共38项」 leaves no other reading, unless 等 leaves the list open.
  const alike = before.every((part) => part.unit.text === total.unit.text && !part.frame.bound && part.named)
  const open = /(?<![中高初优同平均])等/.test(
    `${before.at(-1)?.frame.right ?? ''}${total.frame.left}${total.clause.text.slice(0, 4)}`,
  )
  const isSure = alike && !open && !total.named && !total.frame.bound && !isCumulated(total)
  const tie = isSure ? 'likely' : 'loose'
  // 「普通中专10所，……技工学校3所，全市合计30所」, 「助学金296人次、……校内资助228人次，累计资助742人次」
  const isSaid =
    alike && !open && !total.frame.bound && (/合计|共计|总计/.test(total.clause.text) || isCumulated(total))
  return [{ ...totalDraft(before, total, 'sum.trailing', tie), nearMiss: true, complete: isSaid }]
}

/** 「共有学生3000人（男生1600人，女生1400人）」: the parts behind their whole in parentheses. */
export function asideTotals(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const total of sentence) {
    if (!isAmount(total) || !isPresent(total) || total.inParentheses) continue
    const parts = sentence.filter(
      (part) =>
        part.inParentheses &&
        part.clause.parent?.clause === total.clause.index &&
        part.token.start > total.token.start &&
        isAmount(part) &&
        (measureOf(part) === measureOf(total) || leavesUnitOut(part, total)),
    )
    if (parts.length < 2) continue
    if (closes(parts, total))
      drafts.push({ ...totalDraft(parts, total, 'sum.aside', 'loose'), nearMiss: true })
    else if (isPartition(parts.map((part) => part.name.text)))
      drafts.push(totalDraft(parts, total, 'sum.aside', 'likely'))
    else if (isWholeAside(parts, total, sentence))
      drafts.push({ ...totalDraft(parts, total, 'sum.aside', 'loose'), nearMiss: true, complete: true })
  }
  return drafts
}

/** 「占地面积66.3万平方米（幼儿园6.4万、小学24.3万……）」 */
function leavesUnitOut(part: Quantity, total: Quantity): boolean {
  return (
    part.unit.text === '' && part.token.scaleText !== '' && part.token.scaleText === total.token.scaleText
  )
}

/** 「上级资金133.67万元（分配市本级63.89万元，鹤城区69.78万元）」: nothing but named parts right behind the total. */
function isWholeAside(parts: readonly Quantity[], total: Quantity, sentence: readonly Quantity[]): boolean {
  const aside = sentence.filter(
    (other) =>
      other.inParentheses &&
      other.clause.parent?.clause === total.clause.index &&
      other.id > total.id &&
      other.unit.dimension !== 'time',
  )
  const words = parts.map((part) => part.clause.text).join('，')
  return (
    aside.length === parts.length &&
    aside[0] === parts[0] &&
    parts.every((part) => part.named && !part.frame.bound && part.unit.text === total.unit.text) &&
    !/其中|含|包括|等|主要|如|上年|去年|比|较/.test(words)
  )
}

/** 「资助金额332亿元：甲200亿元；乙132亿元」: a total before parts that make it, without 其中. */
export function leadingTotals(sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, total] of sentence.entries()) {
    if (!isAmount(total) || !isPresent(total) || total.among) continue
    const after: Quantity[] = []
    for (const quantity of sentence.slice(index + 1)) {
      if (!isAmount(quantity) || !isPresent(quantity) || !comparable(quantity.unit, total.unit)) continue
      if (quantity.token.start < total.token.start) continue
      if (quantity.inParentheses !== total.inParentheses && !quantity.inParentheses) break
      if (after.length >= 24) break
      after.push(quantity)
    }
    const announced = announces(total, after) || isHalved(after)
    const isIn = standsWithin(total, after)
    // 44 = 39 + 5 in three numbers that have nothing to do with each other: it takes words, or many digits.
    const isListed = after.length >= 3 && isListBehind(total, after)
    if (!announced && !isIn && digitsOf(total) < (isListed ? 3 : 4)) continue
    const run = [...after.keys()].map((to) => after.slice(0, to + 1)).find((parts) => closesAs(parts, total))
    if (run?.every((part) => part.size <= total.size))
      drafts.push(totalDraft(run, total, 'sum.leading', 'loose'))
    else if (
      after.length >= 2 &&
      after.every((part) => measureOf(part) === measureOf(total)) &&
      (announced || isListed || (digitsOf(total) >= 5 && index === 0))
    ) {
      // 「共有49个班：一年级19个班，二年级15个班，三年级15个班」 leaves nobody out.
      const isWhole =
        (announced && (isPartition(namesOf(after)) || isScale(namesOf(after)))) ||
        isHalved(after) ||
        (isListed && /第?一、第?二(、|和)第?三产业/.test(after[0]?.clause.text ?? ''))
      drafts.push({ ...totalDraft(after, total, 'sum.leading', 'loose'), nearMiss: true, complete: isWhole })
    }
  }
  return drafts
}

/** 「直接就业865人，从事第一、二、三产业的分别为277人、247人和341人」: the whole list, and nothing else behind the number. */
function isListBehind(total: Quantity, [first, ...others]: readonly Quantity[]): boolean {
  return (
    first?.frame.respectively === true &&
    !first.frame.continues &&
    first.id === total.id + 1 &&
    others.every((part) => part.frame.continues)
  )
}

function namesOf(parts: readonly Quantity[]): string[] {
  return parts.map((part) => part.name.text)
}

/** 「录取809人，报到737人，未报到72人」: those who did and those who did not. */
function isHalved([one, two, ...others]: readonly Quantity[]): boolean {
  const [name, other] = [one?.name.keys[0] ?? '', two?.name.keys[0] ?? '']
  return others.length === 0 && name.length >= 2 && (other === `未${name}` || name === `未${other}`)
}

/** Whether a colon, parentheses or a word for the whole say that the numbers behind a number are its parts. */
function announces(total: Quantity, after: readonly Quantity[]): boolean {
  return (
    total.frame.total ||
    total.clause.mark === ':' ||
    (after.length >= 2 && after.every((part) => part.clause.parent?.clause === total.clause.index))
  )
}

/** 「获得的22枚金牌中，潍坊12枚、寿光6枚……」: they may be all, and need not: 「26所学校中，15所开设……，9所设有……」. */
function standsWithin(total: Quantity, after: readonly Quantity[]): boolean {
  return (
    /^[^,、]{1,12}(之中|中|里)$/.test(total.frame.right) &&
    after.every((part) => part.unit.text === total.unit.text)
  )
}
