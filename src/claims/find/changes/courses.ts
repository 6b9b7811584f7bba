import { constant, type Expression, times } from '../../judge/expression.ts'
import { nameOf } from '../../read/names.ts'
import { isReferenceBefore, type Quantity } from '../../read/quantities.ts'
import {
  type Context,
  isLevel,
  isPercentage,
  isPresent,
  matches,
  sameMeasure,
  wordsBefore,
} from '../context.ts'
import { listAround } from '../shares/share-items.ts'

/** A quantity with what the sentence says of its past: the value before, the amount and the rate of change. */
export interface Course {
  now: Quantity | undefined
  before: Quantity | undefined
  /** The value before stands in another sentence and was found by its name and year. */
  beforeFound: boolean
  /** The value before may as well be that of another value of the sentence. */
  isDoubtful?: boolean
  readonly by: Quantity[]
  readonly growth: Quantity[]
  readonly yearly: Quantity[]
}

/** Groups the quantities of a sentence into courses: each present value opens one, changes join the one they fit. */
export function coursesOf(context: Context, sentence: readonly Quantity[]): Course[] {
  const courses: Course[] = []
  const begin = (now: Quantity | undefined): Course => {
    const course: Course = { now, before: undefined, beforeFound: false, by: [], growth: [], yearly: [] }
    courses.push(course)
    return course
  }
  const origins: Quantity[] = []
  let reached = 0
  let beforehand: Quantity | undefined
  let arriving: Course | undefined
  const aligned = new Map<Quantity, Course>()
  for (const [index, quantity] of sentence.entries()) {
    if (quantity.role === 'band' || quantity.role === 'times' || isReference(context, quantity)) continue
    // 「完成年初预算数60999万元的40.4%，比上年减收……」 goes on about what was collected, not about the plan.
    if (sentence.some((share) => share.frame.baseToken === quantity.token)) continue
    if (isValue(quantity)) {
      // 「由65000元下跌26.15%至48000元」: how much it changed stands before where it went.
      const began = arriving?.before
      if (arriving && began?.clause === quantity.clause && sameMeasure(began, quantity)) {
        arriving.now = quantity
        arriving = undefined
        continue
      }
      // 「3412人（男1825人、女1587人），比上年（3256人）增加156人」: not what stands in the parentheses before.
      const outer = isPriorAside(quantity) ? outerCourse(courses, quantity) : undefined
      if (outer) {
        outer.before = quantity
        continue
      }
      if (quantity.frame.motion === 'from') {
        if (!quantity.frame.continues) origins.length = reached = 0
        origins.push(quantity)
        continue
      }
      // 「分别由A和B上升为C和D」: the k-th goes to the k-th.
      const origin = origins[reached]
      if (quantity.frame.motion === 'to' && origin && sameMeasure(origin, quantity)) {
        const course = begin(quantity)
        course.before = origin
        adoptGrowth(courses, course)
        reached++
        continue
      }
      if (quantity.frame.motion === 'to' && quantity.frame.direction !== undefined) {
        const earlier = earlierOf(courses, quantity)
        begin(quantity).before = earlier
        continue
      }
      if (isComparedFirst(quantity) && !courses.some(({ now }) => now && sameMeasure(now, quantity))) {
        begin(subjectOf(context, quantity)).before = quantity
        continue
      }
      const isAlone = !courses.some(({ now }) => now && sameMeasure(now, quantity))
      if (isAlone && (isBareReference(quantity) || isPriorAside(quantity))) {
        begin(toldBefore(context, quantity, sentence[index + 1])).before = quantity
        continue
      }
      if (hasOwnSubject(quantity, courses)) {
        const course = begin(subjectOf(context, quantity, 3))
        course.before = quantity
        course.beforeFound = true
        continue
      }
      if (!isPresent(quantity) || isBeforeOf(quantity, courses)) {
        if (!aligned.has(quantity)) alignValues(listAround(sentence, index), courses, aligned)
        const open =
          aligned.get(quantity) ?? headBefore(courses, quantity, sentence) ?? openFor(courses, quantity)
        if (open && !open.before) {
          open.before = quantity
          // 「达185万标箱，同比增长9%，超过去年全年的181.8万标箱」: what it grew from is another number.
          if (/超过|突破|超出/.test(wordsBefore(quantity)) && open.growth.length > 0) open.isDoubtful = true
        } else if (open && isComparedWithTime(quantity) && open.by.length + open.growth.length > 0)
          // 「比2016届（3988元）增长329元，比2015届（3726元）增长591元」: the same value against another time.
          begin(open.now).before = quantity
        else beforehand = quantity
        continue
      }
      const later = laterYear(courses, quantity, sentence[index + 1]) ?? askedFor(courses, quantity)
      if (later) {
        later.before = quantity
        continue
      }
      const course = begin(quantity)
      if (beforehand && sameMeasure(beforehand, quantity) && sameThing(beforehand, quantity)) {
        course.before = beforehand
        beforehand = undefined
      }
      adoptChanges(courses, course)
      course.before ??= earlierYear(courses, quantity) ?? earlierInList(sentence[index - 1], quantity)
      continue
    }
    const rates = quantity.role === 'growth' || quantity.role === 'cagr'
    if (!rates && quantity.role !== 'by') continue
    // 「下降两个等级」 counts no more of anything.
    if (/^(等级|级别|档|台阶|名次|位次)/.test(quantity.frame.right)) continue
    const from = origins[reached]
    if (from && from.clause === quantity.clause && from.id === quantity.id - 1) {
      const course = begin(undefined)
      course.before = from
      ;(rates ? course.growth : course.by).push(quantity)
      arriving = course
      reached++
      continue
    }
    if (rates && quantity.frame.nominal && isComparedWithTime(quantity)) {
      const open = courses.findLast((course) => course.now?.role === quantity.role)
      if (open && !open.before) open.before = quantity
      continue
    }
    if (!aligned.has(quantity)) alignChanges(sentence, index, courses, begin, aligned)
    const course =
      (rates ? courseBehind(courses, quantity) : undefined) ??
      aligned.get(quantity) ??
      largerCourse(courses, quantity) ??
      courseFor(context, courses, quantity) ??
      begin(undefined)
    if (rates) begin(quantity)
    if (quantity.role === 'by') course.by.push(quantity)
    else if (quantity.role === 'cagr') course.yearly.push(quantity)
    else course.growth.push(quantity)
  }
  return courses
}

function isPriorAside({ period, inParentheses, clause }: Quantity): boolean {
  return period === 'prior' && inParentheses && clause.parent !== undefined
}

function outerCourse(courses: readonly Course[], quantity: Quantity): Course | undefined {
  if (!courses.at(-1)?.now?.inParentheses) return undefined
  return courses.findLast(
    ({ now, before }) => now !== undefined && !before && !now.inParentheses && sameMeasure(now, quantity),
  )
}

/** 「增加156人（增长4.79%）」 */
function courseBehind(courses: readonly Course[], { behind }: Quantity): Course | undefined {
  return behind === undefined ? undefined : courses.findLast(({ by }) => by.some(({ id }) => id === behind))
}

/** 「实训设备总值3986万元，生均11682元，较上年增加482万元」: what rose by more than the last value is what was said before it. */
function largerCourse(courses: Course[], change: Quantity): Course | undefined {
  const last = courses.at(-1)
  if (change.role !== 'by' || change.frame.direction !== 1 || !last?.now || !sameMeasure(last.now, change))
    return undefined
  if (last.now.size >= change.size) return undefined
  const larger = courses.findLast(
    ({ now }) =>
      now !== undefined &&
      now.segment === change.segment &&
      sameMeasure(now, change) &&
      now.unit.text === change.unit.text &&
      now.size > change.size,
  )
  if (larger) {
    // The last one again: the growth behind the change is of it too.
    courses.splice(courses.indexOf(larger), 1)
    courses.push(larger)
  }
  return larger
}

/** 「招生和在校生……，分别增加1.3万人和1.9万人」: the k-th change is that of the k-th value; where their numbers differ, of none. */
function alignChanges(
  sentence: readonly Quantity[],
  index: number,
  courses: readonly Course[],
  begin: (now: Quantity | undefined) => Course,
  aligned: Map<Quantity, Course>,
): void {
  const first = sentence[index]
  const listed = first?.frame.respectively || [...aligned.keys()].some((change) => isChange(change))
  const list = listed
    ? sentence.slice(index).filter((other) => other.clause.index === first?.clause.index && isChange(other))
    : listAround(sentence, index)
  if (!first || list.length < 2 || list[0] !== first || list.some((change) => !isChange(change))) return
  const open = courses.filter(({ now }) => now !== undefined && fitsMeasure(now, first))
  const own = open.slice(-list.length)
  const joined = own.length === list.length && own.slice(1).every(({ now }) => now?.frame.continues)
  const matching = joined || open.length === list.length ? own : []
  for (const [k, change] of list.entries()) aligned.set(change, matching[k] ?? begin(undefined))
}

/** 「较2004年的9545人和22809人」: the values before, in the order of the values that they are compared with. */
function alignValues(
  list: readonly Quantity[],
  courses: readonly Course[],
  aligned: Map<Quantity, Course>,
): void {
  const first = list[0]
  if (!first || list.length < 2) return
  const open = courses.filter(({ now }) => now !== undefined && sameMeasure(now, first))
  if (open.length < list.length) return
  const own = open.slice(-list.length)
  for (const [k, value] of list.entries()) {
    const course = own[k]
    if (course) aligned.set(value, course)
  }
}

function isChange({ role }: Quantity): boolean {
  return role === 'by' || role === 'growth' || role === 'cagr'
}

/** 「比上年增加12所，总数达到52所，增长30%」: a change said before the value that it led to. */
function adoptChanges(courses: Course[], course: Course): void {
  const loose = courses.at(-2)
  const change = loose?.by[0]
  if (!loose || loose.now || !change || !course.now || loose.growth.length > 0) return
  if (
    !isLevel(course.now) ||
    course.now.unit.text !== change.unit.text ||
    change.clause.segment !== course.now.clause.segment
  )
    return
  course.by.push(...loose.by.splice(0))
}

/** 「财政拨款同比增长8.2%，由4026.1万元增至4356.2万元」: how much it grew, said before where it came from. */
function adoptGrowth(courses: readonly Course[], course: Course): void {
  const loose = courses.findLast(({ now, growth, by }) => !now && growth.length + by.length > 0)
  const change = loose?.growth[0] ?? loose?.by[0]
  if (!loose || !change || !course.now || !fitsMeasure(course.now, change)) return
  // 「就业增长49%，城镇个体劳动者从15万人增加到147万人」 begins with another subject.
  const origin = course.before?.clause
  if (!origin || !/^[由从自]/.test(origin.text) || origin.index - change.clause.index !== 1) return
  course.growth.push(...loose.growth.splice(0))
  course.by.push(...loose.by.splice(0))
}

/** 「2016年、2017年招生人数分别为1205人、1187人，同比减少18人」: two years and their two values, in this order. */
function earlierInList(before: Quantity | undefined, quantity: Quantity): Quantity | undefined {
  if (!before?.frame.respectively || !quantity.frame.continues || before.frame.continues) return undefined
  const years = [...quantity.clause.text.matchAll(/(?<!\d)((?:19|20)\d\d)(?:年|届|级|学年)?/g)].map(
    ([, year]) => Number(year),
  )
  const [first, second] = years
  if (years.length !== 2 || second === undefined || second - (first ?? 0) !== 1) return undefined
  return before.clause === quantity.clause && sameMeasure(before, quantity) ? before : undefined
}

/** 「2016年招生11843人，2017年招生11148人」: the same quantity for the year before, earlier in the sentence. */
function earlierYear(courses: readonly Course[], quantity: Quantity): Quantity | undefined {
  const { period } = quantity
  if (typeof period !== 'number' || quantity.inParentheses) return undefined
  return courses.findLast(
    ({ now }) =>
      now !== undefined &&
      now !== quantity &&
      typeof now.period === 'number' &&
      now.period < period &&
      now.role === quantity.role &&
      sameMeasure(now, quantity) &&
      (!quantity.named || matches(now.name, quantity.name) >= 2),
  )?.now
}

/** 「2017年招生8461人，2016年招生8120人，增加341人」: the year before stands behind, and the change speaks of both. */
function laterYear(
  courses: readonly Course[],
  quantity: Quantity,
  next: Quantity | undefined,
): Course | undefined {
  const { period } = quantity
  if (typeof period !== 'number' || !next || next.named) return undefined
  if (next.role !== 'by' && next.role !== 'growth') return undefined
  if (next.comparison && next.comparison.year !== period) return undefined
  const course = courses.at(-1)
  const now = course?.now
  if (!now || course.before || typeof now.period !== 'number' || now.period <= period) return undefined
  if (now.role !== quantity.role || !sameMeasure(now, quantity)) return undefined
  return !quantity.named || matches(now.name, quantity.name) >= 2 ? course : undefined
}

/** 「与2015年相比，就业率提高0.44个百分点，2015年为96.30%」: the value of the year that the change before it spoke of. */
function askedFor(courses: readonly Course[], quantity: Quantity): Course | undefined {
  const { period } = quantity
  if (typeof period !== 'number' || quantity.frame.left.replace(/^[\d年届级]*/, '') !== '') return undefined
  const course = courses.at(-1)
  const change = course?.by[0] ?? course?.growth[0]
  const { now, before } = course ?? {}
  if (!now || before || change?.comparison?.year !== period || !sameMeasure(now, quantity)) return undefined
  return now.role === quantity.role ? course : undefined
}

/** 「2019年为97.20%，2020年提升到99.17%」: the value of the year before, or the one that an unnamed value goes on from. */
function earlierOf(courses: readonly Course[], quantity: Quantity): Quantity | undefined {
  const open = courses.findLast(
    ({ now }) => now !== undefined && !isChange(now) && sameMeasure(now, quantity),
  )?.now
  if (!open) return undefined
  // 「就业率、对口率分别提高到98.2%和86.1%」 is a list; 「自1.64亿元增至44.83亿元」 brings its own origin.
  if (open.clause.index === quantity.clause.index && open.frame.motion === 'to') return undefined
  if (/[由从自][^,]*$/.test(wordsBefore(quantity))) return undefined
  // 「首套利率降至2.6%，第二套利率降至3.075%」 tells of two.
  const isOther = /^第[二三四五六]|[,、]第[二三四五六]/.test(quantity.clause.text.replace(/^其中/, ''))
  if (open.frame.motion === 'to' && isOther) return undefined
  const dated = typeof open.period === 'number' && typeof quantity.period === 'number'
  if (dated) return Number(open.period) < Number(quantity.period) ? open : undefined
  // 「原煤……，达到11亿吨；原油产量继续增长，达到1.42亿吨」: behind a semicolon another thing begins.
  if (!quantity.named && quantity.segment !== open.segment) return undefined
  return quantity.named && matches(open.name, quantity.name) < 2 ? undefined : open
}

/** 「排名从466名上升到416名」, 「预警从四级提升至三级」, 「精度从30米提高至15米」: the less, the higher. */
function isBetterIfLess({ unit, token, clause, topic, frame }: Quantity): boolean {
  const words = `${topic}${clause.text}`
  if (unit.text === '级') return frame.motion !== undefined
  if (unit.text === '类') return token.script === 'chinese' && /水质|水体|空气|土壤|标准/.test(words)
  if (unit.text === '秒') return true
  if (unit.dimension === 'length' || unit.dimension === 'time')
    return /精度|误差|分辨率|精准|工艺|制程/.test(clause.text)
  if (unit.text !== '名' && unit.text !== '位') return false
  return /排名|名次|位次|排行|位列|位居|列第/.test(words) || !/[人师生员工民手]|学员|干部|代表/.test(words)
}

export function isValue(quantity: Quantity): boolean {
  if (isBetterIfLess(quantity)) return false
  if (quantity.unit.dimension === 'time')
    return (
      quantity.frame.motion === 'from' ||
      quantity.frame.motion === 'to' ||
      /平均|年限|时间|寿命|学时|课时|天数|时长/.test(quantity.name.text)
    )
  // 「5、6则减少至1420和590亿元」: a short number that counts nothing is no value of anything.
  const { token } = quantity
  if (
    quantity.unit.text === '' &&
    token.scaleText === '' &&
    token.decimals === 0 &&
    token.places < 2 &&
    !/指数|得分|分值|级/.test(quantity.name.text)
  )
    return false
  return isLevel(quantity) || isPercentage(quantity) || quantity.role === 'ratio'
}

/** 「（4317元）高于城镇居民收入（3033元）」: the second is another thing that the first is compared with. */
function isReference(context: Context, { clause, inParentheses }: Quantity): boolean {
  if (!inParentheses || !clause.parent) return false
  const around = context.reading.clauses[clause.parent.clause]?.text ?? ''
  return isReferenceBefore(around, clause.parent.at)
}

const plan = '以前|原先|原来|原定|计划|预计|估计|预期|预测|目标|编制'
const comparedWith = new RegExp(`^(.{2,24}?)将?(与|和|同|比|较)(?=(19|20)\\d\\d|上|去|前|${plan})`)
const withPlan = new RegExp(`[比较](${plan})[^,]{0,6}$`)

/** 「全市常住人口与2010年的725482人相比，增加25907人」: the value before, of a subject whose own value stands elsewhere. */
function isComparedFirst(quantity: Quantity): boolean {
  return (
    isComparedWithTime(quantity) &&
    !quantity.inParentheses &&
    comparedWith.test(quantity.frame.left) &&
    /^(人口)?(相比|比较|对比|相较)/.test(quantity.frame.right)
  )
}

/** 「与2010年的442854人相比，增加136247人」: the value before, in a sentence that prints no present one. */
function isBareReference(quantity: Quantity): boolean {
  return (
    isComparedWithTime(quantity) &&
    !quantity.inParentheses &&
    /^[与和同比较]/.test(wordsBefore(quantity)) &&
    /^(人口)?(相比|比较|对比|相较)/.test(quantity.frame.right)
  )
}

/** The value before this sentence that the change behind makes of the one that is compared with. */
function toldBefore(context: Context, before: Quantity, change: Quantity | undefined): Quantity | undefined {
  if (!change || !isChange(change)) return undefined
  return context
    .around(before, 8, 0)
    .findLast(
      (value) =>
        value.id < before.id &&
        before.paragraph - value.paragraph <= 1 &&
        isValue(value) &&
        isPresent(value) &&
        sameMeasure(value, before) &&
        value.size > before.size === (change.frame.direction !== -1) &&
        tells(value, before, change),
    )
}

/** 「在校生7534人，……，其中中职比上年的939人增加23人」: another subject than that of the values so far. */
function hasOwnSubject(quantity: Quantity, courses: readonly Course[]): boolean {
  if (quantity.inParentheses) return false
  if (quantity.period === undefined && !withPlan.test(wordsBefore(quantity))) return false
  const subject = comparedWith.exec(wordsBefore(quantity).replace(/^其中/, ''))?.[1]
  if (subject === undefined || courses.some(({ now }) => now?.clause.index === quantity.clause.index))
    return false
  const name = nameOf(subject)
  const isSame = (now: Quantity) =>
    matches(now.name, name) === 3 ||
    // 「护理专业招生」 is another subject than 「招生」, and 「人口」 the same as 「全市人口」.
    (matches(now.name, name) === 2 && (name.keys[0] ?? '').length <= (now.name.keys[0] ?? '').length)
  return name.keys.length > 0 && !courses.some(({ now }) => now && isSame(now))
}

/** The last present value before it that is called as the words before 与 are. */
function subjectOf(context: Context, quantity: Quantity, least: 2 | 3 = 2): Quantity | undefined {
  const name = nameOf(comparedWith.exec(quantity.frame.left)?.[1] ?? '')
  return context
    .around(quantity, 24, 0)
    .findLast(
      (value) =>
        value.id < quantity.id &&
        isValue(value) &&
        isPresent(value) &&
        sameMeasure(value, quantity) &&
        value.named &&
        (least === 2 || value.paragraph === quantity.paragraph) &&
        matches(value.name, name) >= least,
    )
}

/** A value with an earlier year than the one before it, compared with it: 「……，与2010年的442854人相比」. */
function isBeforeOf(quantity: Quantity, courses: readonly Course[]): boolean {
  if (quantity.frame.motion === 'to') return false
  // 「环比上涨的城市有20个」 counts those that rose.
  if (/[同环]比(上涨|下降|增长|减少|增加|上升|下跌|持平)/.test(wordsBefore(quantity))) return false
  if (!quantity.comparison && !isEarlierAside(quantity, courses)) return false
  return courses.some((course) => course.now && sameMeasure(course.now, quantity))
}

/** 「3105元（2016年为3061元）」: a value of another year in parentheses behind the present one. */
function isEarlierAside(quantity: Quantity, courses: readonly Course[]): boolean {
  if (!quantity.inParentheses || typeof quantity.period !== 'number') return false
  const now = courses.at(-1)?.now
  return (
    now !== undefined &&
    !now.inParentheses &&
    now.period !== quantity.period &&
    now.unit.text === quantity.unit.text
  )
}

function isComparedWithTime(quantity: Quantity): boolean {
  return quantity.comparison?.kind === 'prior' || quantity.comparison?.kind === 'year'
}

function openFor(courses: readonly Course[], quantity: Quantity): Course | undefined {
  const open = courses.filter(
    (course) => course.now !== undefined && sameLevel(course, quantity) && sameMeasure(course.now, quantity),
  )
  // 「初次就业率95.2%，年底就业率98.04%，初次就业率较上届的94.6%提高」: with the value of that name.
  const subject = nameOf(comparedWith.exec(wordsBefore(quantity))?.[1] ?? '')
  const called =
    subject.keys.length > 0 ? open.filter(({ now }) => now && matches(now.name, subject) >= 2) : []
  const last = called.at(-1) ?? open.at(-1)
  // 「我市获得的22枚金牌中，甲校12枚、乙校6枚；与2010年的8枚金牌相比」: with the whole of these, not with the last part.
  const noun = /^([\u4e00-\u9fff]{0,6}?)(相比|比较|对比)/.exec(quantity.frame.right)?.[1]
  if (open.length < 2 || noun === undefined || last?.now?.segment === quantity.segment) return last
  return open.find(({ now }) => noun !== '' && now?.frame.right.startsWith(noun))
}

function sameThing(a: Quantity, b: Quantity): boolean {
  return !b.named || !a.named || matches(a.name, b.name) >= 2
}

/** The course that a change belongs to: by its own name, else by the nearest value of the same measure. */
function courseFor(context: Context, courses: Course[], change: Quantity): Course | undefined {
  if (change.named) {
    const own = courses.findLast(
      (course) =>
        sameLevel(course, change) &&
        course.now &&
        fitsMeasure(course.now, change) &&
        matches(course.now.name, change.name) >= 2 &&
        !isOneOfTogether(course.now, change),
    )
    if (own) return own
    const isSubject = (value: Quantity) =>
      fitsMeasure(value, change) &&
      isPresent(value) &&
      value.paragraph === change.paragraph &&
      value.id < change.id &&
      !isOneOfTogether(value, change)
    const elsewhere =
      context.named(change.name, change.id, 4).find(isSubject) ??
      context
        .around(change, 12, 0)
        .findLast((value) => isSubject(value) && value.named && matches(value.name, change.name) >= 2)
    // 「培训规模比上年（7300人次）多151人次」
    // 「与2014年的2393人相比，在校生增加77人」
    const aside = courses.findLast(
      ({ now, before }) =>
        before !== undefined &&
        (before.clause.parent?.clause === change.clause.index ||
          (!now &&
            isBareReference(before) &&
            before.clause.index === change.clause.index - 1 &&
            fitsMeasure(before, change))),
    )
    if (aside) {
      aside.now ??= elsewhere
      return aside
    }
    const course: Course = {
      now: elsewhere,
      before: undefined,
      beforeFound: false,
      by: [],
      growth: [],
      yearly: [],
    }
    const adopted = courses.find((candidate) => elsewhere && candidate.now === elsewhere)
    if (adopted) return adopted
    courses.push(course)
    return course
  }
  const compared = courses.findLast(
    ({ now, before }) => now && before?.id === change.id - 1 && !before.inParentheses,
  )
  if (compared?.now && sameLevel(compared, change) && fitsMeasure(compared.now, change)) return compared
  return courses.findLast(
    (course) =>
      sameLevel(course, change) &&
      (course.now
        ? fitsMeasure(course.now, change)
        : course.by.length + course.growth.length > 0 ||
          (course.before !== undefined && fitsMeasure(course.before, change))),
  )
}

/** 「小学、初中在校生合计56247人。……初中在校生增加1127人」: what is said of one is not said of both. */
function isOneOfTogether(now: Quantity, change: Quantity): boolean {
  const key = change.name.keys[0] ?? ''
  const words = now.clause.text
  return (
    key.length >= 2 &&
    !words.startsWith(key) &&
    /[、和与及]/.test(words.charAt(words.indexOf(key.slice(0, 2)) - 1))
  )
}

/**
 * 「获奖326人次，其中国家级23人次、省级86人次、市级217人次，较上年的298人次增长9.4%」: behind several parts the comparison goes
 * back to their whole, unless it holds of the last part.
 */
function headBefore(
  courses: readonly Course[],
  quantity: Quantity,
  sentence: readonly Quantity[],
): Course | undefined {
  const open = courses.filter(({ now }) => now && sameMeasure(now, quantity) && !now.inParentheses)
  const last = open.at(-1)
  const head = open.findLast(({ now }) => now && !now.among)
  const parts = head ? open.slice(open.indexOf(head) + 1) : []
  if (!head?.now || !last?.now || parts.length < 2 || quantity.among !== last.now.among) return undefined
  if (last.now.clause.index === quantity.clause.index || head.before) return undefined
  const change = sentence.find((value) => value.id > quantity.id && isChange(value))
  const holds = ({ now }: Course) => now !== undefined && change !== undefined && tells(now, quantity, change)
  const meant = [last, head].find(holds)
  if (!meant) head.isDoubtful = true
  return meant ?? head
}

function tells(now: Quantity, before: Quantity, change: Quantity): boolean {
  const gap = Math.abs(now.size - before.size)
  const size = change.role === 'growth' ? (gap / before.size) * 100 : gap
  return size >= change.low - 0.06 && size <= change.high + 0.06
}

/** What stands in parentheses is no subject for what stands outside them. */
function sameLevel(course: Course, quantity: Quantity): boolean {
  return !course.now || course.now.inParentheses === quantity.inParentheses || quantity.inParentheses
}

/** Points change percentages; people change people; a rate of growth changes anything that is no percentage. */
function fitsMeasure(value: Quantity, change: Quantity): boolean {
  if (change.unit.dimension === 'point')
    return isPercentage(value) || value.role === 'growth' || value.role === 'cagr'
  if (!isValue(value)) return false
  if (change.role === 'growth' || change.role === 'cagr') return true
  if (change.unit.dimension === 'bare') return value.unit.dimension === 'bare' || value.role === 'ratio'
  return isLevel(value) && sameMeasure(value, change) && value.unit.text !== '' && sameWord(value, change)
}

function sameWord(value: Quantity, change: Quantity): boolean {
  return value.unit.text === change.unit.text || value.unit.dimension === change.unit.dimension
}

/** A change as it is printed, without a sign: 减少120 of 3818 to 3698. */
export function signed(expression: Expression, change: Quantity): Expression {
  return change.frame.direction === -1 ? times(expression, constant(-1)) : expression
}
