import type { Draft } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { isOtherTime } from '../again/twins.ts'
import { type Context, isAmount, isMean, isPresent, operand, statedAs, wordsBefore } from '../context.ts'
import { measureOf } from '../sums/sum-drafts.ts'

/** How many numbers before a part its whole is looked for. */
const BEFORE = 10
/** Schools are counted once, in the first lines of a chapter. */
const BEFORE_OF_SCHOOLS = 30

/** What is said of a part, and of what it then is one: 住校生 are 学生, those with a certificate 毕业生. (Domain.) */
const kinds: readonly (readonly [part: RegExp, whole: RegExp])[] = [
  [/绿化|运动场|实训(场所|用房|基地)?面积|教学用房/, /占地面积|校园面积|校舍面积|建筑面积/],
  [/仪器设备|实训设备|图书/, /固定资产/],
  [/(人员|公用|项目|基建|教学|设备|工资).{0,4}(支出|经费)/, /总支出|支出总额|经费总?支出/],
  [/(财政|事业|学费|其他).{0,6}(拨款|收入)/, /总收入|收入总额|经费总?收入/],
  [
    /住校|住宿|寄宿|贫困|困难|免学费|助学金|建档立卡|农村户籍|户籍|生源|女生|男生|留守|残疾|参加|一年级|二年级|三年级|订单|学徒/,
    /在校(学)?生|学生/,
  ],
  [/证书|升学|升入|就业|参军|入伍|创业|对口|签订|本地|合格|本市生源/, /毕业(学)?生/],
  [/对口|本地|异地|本市|签订|合同|起薪|第[一二三]产业|企业/, /(就业|落实)(学生|人数|总人数)?$/],
  [
    /双师|专业课|文化课|基础课|骨干|带头人|名师|高级|中级|初级|硕士|博士|研究生|本科|企业实践|培训|班主任|女教师|男教师|35岁|技师/,
    /专任教师|教师/,
  ],
  [/小学|初中|初级中学/, /义务教育/],
  [/普通高中|中职|中等职业/, /高中阶段/],
  [/高职|专科|本科/, /高等学校|高校|高等教育/],
  [/中职|技工|高职/, /职业院校|职业教育/],
  [/参加[^,]{0,8}考试|考生数?|录取/, /报名|报考/],
  [/获证|取证|通过|合格/, /参加|报考|报名|鉴定/],
  [/[苗回满藏壮彝侗瑶黎傣畲]族|土家族|蒙古族|布依族|维吾尔族/, /少数民族/],
  [/户籍|生源|报到|春季|秋季|三二分段|五年|贯通|高职|初中毕业/, /招生|录取|新生/],
]
const external = /外聘|兼职|兼课|校外|聘请|企业教师/

/** 「现有专业18个，省级重点专业3个」, 「毕业生1023人，获得证书986人」: a part by a narrower name is no more than its whole. */
export function findNarrowings(context: Context): Draft[] {
  const drafts: Draft[] = [...narrowerShares(context), ...withinBands(context)]
  for (const part of context.quantities) {
    if (!isCount(part) || part.frame.total || part.frame.respectively) continue
    const whole = wholeOf(context, part)
    if (whole)
      drafts.push({
        kind: 'subset',
        rule: 'subset.narrower',
        expression: of(part),
        relation: 'at_most',
        stated: statedAs(whole),
        operands: [operand(part, 'part'), operand(whole, 'whole')],
        tie: 'loose',
      })
  }
  return drafts
}

/** 「就业比例为64.27%，其中签约就业……比例达到59.67%」: of one whole, 其中 says. */
function narrowerShares(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const part of context.quantities) {
    if (!isShare(part) || !part.among || part.frame.base) continue
    const noun = /([\u4e00-\u9fff]{2})(?:的)?(?:比例|占比|比重)/.exec(part.clause.text)?.[1]
    const whole = context
      .sentence(part.sentence)
      .findLast((value) => value.id < part.id && isShare(value) && !value.among && value.size >= part.size)
    const words = `${whole?.name.text ?? ''}${whole?.clause.text ?? ''}`
    const isOfOne = /比例|占比|比重/.test(words) && /比例|占比|比重/.test(part.clause.text)
    if (!whole || !isOfOne || part.clause.index - whole.clause.index > 2) continue
    const shared = wholeWord(words)
    const own = context.reading.clauses.slice(whole.clause.index + 1, part.clause.index + 1)
    const said = own.map(({ text }) => text).join('')
    if (noun === shared || (shared !== undefined && said.includes(shared)))
      drafts.push(shareDraft(part, whole))
  }
  return drafts
}

/** 就业 of 就业比例为. */
function wholeWord(words: string): string | undefined {
  return /([\u4e00-\u9fff]{2})(?:的)?(?:比例|占比|比重)/.exec(words)?.[1]
}

/** 「在8000元以上的比例为18.3%。其中，在10000元以上的比例仅为7.0%」: those above the higher bound are among those above the lower one. */
function withinBands(context: Context): Draft[] {
  const bandOf = (value: Quantity) => {
    const band = context.quantities[value.id - 1]
    return band?.role === 'band' && band.clause.index === value.clause.index && band.frame.bound === 'atLeast'
      ? band
      : undefined
  }
  const shares = context.quantities.filter(
    (value) => isShare(value) && !value.frame.continues && bandOf(value),
  )
  return shares.flatMap((part, at) => {
    const [own, whole] = [bandOf(part), shares[at - 1]]
    const other = whole && bandOf(whole)
    if (!own || !whole || !other || !part.among || part.sentence - whole.sentence > 1) return []
    const isInner = own.unit.text === other.unit.text && own.size > other.size && part.size <= whole.size
    return isInner ? [shareDraft(part, whole)] : []
  })
}

function isShare(value: Quantity): boolean {
  return (
    (value.role === 'share' || value.role === 'rate') &&
    value.unit.dimension === 'percent' &&
    isPresent(value) &&
    !value.frame.bound &&
    value.frame.motion === undefined
  )
}

function shareDraft(part: Quantity, whole: Quantity): Draft {
  return {
    kind: 'subset',
    rule: 'subset.narrower_share',
    expression: of(part),
    relation: 'at_most',
    stated: statedAs(whole),
    operands: [operand(part, 'part'), operand(whole, 'whole')],
    tie: 'loose',
  }
}

function isCount(value: Quantity): boolean {
  return (
    isAmount(value) &&
    isPresent(value) &&
    !isMean(value) &&
    !value.frame.bound &&
    !value.cell &&
    (value.unit.text !== '' || value.token.scaleText !== '') &&
    value.unit.dimension !== 'visits'
  )
}

function wholeOf(context: Context, part: Quantity): Quantity | undefined {
  const isFar = part.unit.text === '所' || /^[项个]$/.test(part.unit.text)
  return context
    .around(part, isFar ? BEFORE_OF_SCHOOLS : BEFORE, 0)
    .findLast(
      (whole) =>
        whole.id < part.id &&
        isCount(whole) &&
        whole.size >= part.size &&
        !isOtherTime(whole, part) &&
        (isSomeOfContests(context, whole, part) || (isNear(whole, part) && isNarrower(whole, part))),
    )
}

function isNear(whole: Quantity, part: Quantity): boolean {
  if (whole.id < part.id - BEFORE && part.unit.text !== '所') return false
  return whole.paragraph >= part.paragraph - (part.unit.text === '所' ? 4 : 0)
}

function isNarrower(whole: Quantity, part: Quantity): boolean {
  return (
    (measureOf(whole) === measureOf(part) || (areCounted(whole) && areCounted(part))) &&
    !external.test(part.name.text) &&
    (isNarrowerName(whole, part) ||
      isNarrowerKind(whole, part) ||
      isDoneBySome(whole, part) ||
      isSomeOfSchools(whole, part) ||
      isWithin(whole, part))
  )
}

/** 350万人, 302万: of numbers with a scale the unit is left out. */
function areCounted({ unit, token }: Quantity): boolean {
  return unit.dimension === 'people' || (unit.text === '' && token.scaleText !== '')
}

/** 专业 and 省级重点专业: the one noun, with words put before it. */
function isNarrowerName(whole: Quantity, part: Quantity): boolean {
  if (whole.unit.dimension === 'area' || whole.unit.dimension === 'money') return false
  if (placed.test(wordsBefore(whole).slice(-8))) return false
  const own = nounsOf(part)
  const words = wordsBefore(part)
  return nounsOf(whole).some(
    (noun) =>
      noun.length >= 2 &&
      (own.some(
        (narrow) =>
          narrow.length > noun.length &&
          narrow.endsWith(noun) &&
          !/[不非未]$/.test(narrow.slice(0, -noun.length)),
      ) ||
        words.includes(`的${noun}`) ||
        own.some((narrow) => graded.test(narrow) && narrow.endsWith(noun.slice(-2)))),
  )
}

/** 本市就业 is no whole of 市外省内就业. */
const placed = /本[市省县地]|[市省县境]内|[市省县境]外|异地|外[省市地]/

/** Words that pick the better of a kind: 省级重点专业 of 专业. */
const graded =
  /^(其中)?(深度|紧密|骨干|重点|国家级|国家|省级|省|市级|校级|示范|优秀|规模|智能|现代|特色|品牌|一流|高水平)/

/** What is counted, before the number or behind it: 学科 of 「11个学科门类」, 在校 of 「在校生3778名」. */
function nounsOf({ name, named, frame, unit }: Quantity): string[] {
  const behind = /^[\u4e00-\u9fff]{2,8}/.exec(frame.right)?.[0]
  const before = named ? [...name.keys] : []
  if (unit.dimension === 'people') return before
  return behind ? [...before, behind, behind.slice(0, 2)] : before
}

function isNarrowerKind(whole: Quantity, part: Quantity): boolean {
  const [own, other] = [saidOf(part), saidOf(whole)]
  return kinds.some(([narrow, wide]) => narrow.test(own) && wide.test(other) && !narrow.test(other))
}

function saidOf(value: Quantity): string {
  const behind = /^[^,。;、\d]{0,6}/.exec(value.frame.right)?.[0] ?? ''
  // 「人数最多的为苗族，有283人」: an unnamed number is of what the clause before it spoke of.
  return value.named ? `${value.name.text}${behind}` : `${value.topic}${wordsBefore(value)}${behind}`
}

/** 「就业总人数为158135人，已有153985人就业」 */
function isDoneBySome(whole: Quantity, part: Quantity): boolean {
  const done = /^(就业|毕业|升学|报到|参加|参训|获奖)/.exec(part.frame.right)?.[0]
  return done !== undefined && part.unit.dimension === 'people' && whole.name.text.includes(done)
}

/** 「56所中职学校中，就业率为90%以上的学校有47所」 */
function isWithin(whole: Quantity, part: Quantity): boolean {
  return (
    whole.sentence === part.sentence &&
    whole.unit.text === part.unit.text &&
    /[中里]$/.test(whole.clause.text) &&
    part.clause.index - whole.clause.index <= 2
  )
}

const contests = /赛项|项目|大项|小项|竞赛|比赛|赛事/
const kindOfContest = /集中|分散|团体|个人|师生同赛|世赛|国赛|省赛|中职|高职|国家|省级|市级/

/** 「设40个集中项目、52个分散项目。广东选手参加集中赛项目34项」: what some take part in are some of those that are held. */
function isSomeOfContests(context: Context, whole: Quantity, part: Quantity): boolean {
  if (!/^[项个]$/.test(part.unit.text) || !/^[项个]$/.test(whole.unit.text) || whole.size > 300) return false
  if (whole.sentence === part.sentence || whole.paragraph < part.paragraph - 4) return false
  const [own, other] = [saidOf(part), saidOf(whole)]
  if (!contests.test(own) || !contests.test(other)) return false
  const [one, two] = [kindOfContest.exec(own)?.[0], kindOfContest.exec(other)?.[0]]
  if (one !== two && two !== undefined) return false
  const said = context.reading.clauses
    .slice(Math.max(0, part.clause.index - 2), part.clause.index + 1)
    .map(({ text }) => text)
    .join('')
  return (
    /设|共|举行|举办|包括|分为|其中|完成/.test(whole.clause.text) && /参加|参与|参赛|派出|承办/.test(said)
  )
}

/** 「中职学校共有56所。……41所中职学校参加38个赛项的比拼」: those that do something are some of all. */
function isSomeOfSchools(whole: Quantity, part: Quantity): boolean {
  if (part.unit.text !== '所' || whole.unit.text !== '所' || whole.among) return false
  const isAll =
    whole.frame.total || whole.name.scope !== '' || /共有?|现有|有|精简至|调整为/.test(wordsBefore(whole))
  const isSome =
    /^[^,。;]{0,8}(参加|获|开设|通过|完成|入选|建成|实施|开展|参与|达到)/.test(part.frame.right) ||
    /(国家级|省级|市级|重点|示范|骨干|建设了?|评为|认定|寄宿|省管理)/.test(wordsBefore(part))
  return isAll && isSome
}
