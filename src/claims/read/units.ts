import { Decimal, decimal, ONE } from '../../kernel/index.ts'

/**
 * What a number counts or measures. `exact` units are counted one by one (人, 所, 项): without 万 or 亿 such a
 * number stands for itself; all else is rounded to its last printed place.
 */
export interface UnitWord {
  readonly text: string
  readonly dimension: Dimension
  readonly exact: boolean
}

export type Dimension =
  | 'people'
  | 'visits'
  | 'things'
  | 'events'
  | 'money'
  | 'area'
  | 'length'
  | 'mass'
  | 'volume'
  | 'time'
  | 'age'
  | 'energy'
  | 'data'
  | 'percent'
  | 'point'
  | 'permille'
  | 'times'
  | 'tenths'
  | 'rate'
  | 'bare'

const words: Readonly<Record<Dimension, string>> = {
  people: '人 名 位 学生 教师 幼儿 毕业生 儿童 农民 职工 居民 群众 贫困人口 人口 新生 考生 党员 员工 选手',
  visits: '人次 人·次 人日 人天 人学时 人·日 生次',
  things:
    '所 个 家 间 座 栋 幢 处 项 类 种 门 册 本 份 套 台 辆 张 件 条 部 户 支 对 枚 块 片 艘 架 只 头 株 棵 ' +
    '篇 首 幅 款 章 班 组 队 站 点 村 校 县 市 省 岗 宗 起 例 单 层 级 步 方 批次 条次 项次 台套 台(套) 套(台) 个(项) ' +
    '个班 个点 床 张床位 工位 学校 企业 专业 课程 单位 机构 部门 乡镇 村庄 社区 街道 镇 乡 种类 团 人户 家次 个次 块面 孔 户次 部门 ' +
    '亿件 条目 名额 标段 届次 学分 积分 期数 卷 集 群 环节 阶段 模块 系列 维度 层次 领域 行业 区 地区',
  events: '次 场 期 届 批 轮 回 趟 遍 场次 班次 期次 人届 列次',
  money: '元 美元 欧元 港元 日元 人民币 元人民币 块钱 角 元整',
  area: '㎡ 平方米 平米 m2 m² 亩 公顷 平方公里 平方千米 km2 km² ㎢ 平方厘米 公亩 平方尺',
  length: '米 公里 千米 km 厘米 毫米 m cm mm 海里 米/秒 公分',
  mass: '吨 公斤 千克 克 kg t 斤 标准煤 吨标准煤 毫克 微克 吨公里 人公里 标准箱 TEU 毫克/升 公担 担',
  volume: '立方米 m3 m³ 升 毫升 桶 立方 方米',
  time: '年 个月 月 天 日 周 星期 小时 学时 课时 分钟 秒 学年 学期 年度 季度 个季度 个学期 个学年 工作日 个工作日 周年 个百日 个百分日',
  age: '岁 周岁',
  energy: '千瓦时 千瓦 kwh kw 度 瓦 千伏安 兆瓦 mw 万千瓦',
  data: 'mbps gbps mb gb tb pb m兆 兆 比特 mb/s g 点位',
  percent: '%',
  point: '个百分点 百分点 个pct pct 个点 个百分比',
  permille: '‰ 个千分点 千分点',
  times: '倍',
  tenths: '成',
  rate: '分',
  bare: '',
}

const table = new Map<string, UnitWord>()
for (const [dimension, list] of Object.entries(words) as [Dimension, string][]) {
  const exact =
    dimension === 'people' || dimension === 'visits' || dimension === 'things' || dimension === 'events'
  for (const text of list.split(' ')) if (text) table.set(text, { text, dimension, exact })
}
const longest = Math.max(...[...table.keys()].map((text) => text.length))

export const BARE: UnitWord = { text: '', dimension: 'bare', exact: false }

/** Nouns that count themselves (1000万学生): they give the dimension but stay part of the name. */
const nouns = new Set(
  (
    '学生 教师 幼儿 毕业生 儿童 农民 职工 居民 群众 贫困人口 人口 新生 考生 党员 员工 选手 学校 企业 专业 课程 单位 机构 部门 乡镇 ' +
    '村庄 社区 街道 环节 阶段 模块 系列 维度 层次 领域 行业 地区'
  ).split(' '),
)

const scaleSize: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 }

export interface UnitReading {
  readonly unit: UnitWord
  readonly scale: Decimal
  /** The same in floating point, for searching only. */
  readonly scaleSize: number
  readonly scaleText: string
  /** Where scale and unit end; a noun that counts itself is not consumed. */
  readonly end: number
  /** 多, 余 between number and unit. */
  readonly more: boolean
}

/** Reads what stands behind a number at `position`: 万余人次, ％, 元/人, 学生 … */
export function readUnit(text: string, position: number): UnitReading {
  let i = text.charAt(position) === ' ' ? position + 1 : position
  let exponent = 0
  const scaleStart = i
  let size = scaleSize[text.charAt(i)]
  while (size !== undefined && i - scaleStart < 3) {
    exponent += size
    i++
    size = scaleSize[text.charAt(i)]
  }
  let scaleText = text.slice(scaleStart, i)
  let more = false
  if ('多余'.includes(text.charAt(i)) && text.charAt(i) !== '' && text.slice(i, i + 2) !== '多媒') {
    more = true
    i++
    // 1270多万人: the scale stands behind 多.
    const behind = scaleText === '' ? i : text.length
    for (size = scaleSize[text.charAt(i)]; size !== undefined && i - behind < 3 && i >= behind; ) {
      exponent += size
      i++
      size = scaleSize[text.charAt(i)]
    }
    if (i > behind) scaleText = text.slice(behind, i)
  }
  const scale = powerOfTen(exponent)
  const base = { scale: scale.exact, scaleSize: scale.size, scaleText, more }
  const unit = matchUnit(text, i)
  if (!unit) {
    const end = scaleText || more ? i : position
    return { ...base, unit: BARE, end }
  }
  if (nouns.has(unit.text)) return { ...base, unit, end: i }
  let end = i + unit.text.length
  if (text.charAt(end) === '/') {
    const divisor = matchUnit(text, end + 1) ?? perWord(text, end + 1)
    if (divisor) {
      end += 1 + divisor.text.length
      return { ...base, unit: { text: text.slice(i, end), dimension: unit.dimension, exact: false }, end }
    }
  }
  return { ...base, unit, end }
}

interface Power {
  readonly exact: Decimal
  readonly size: number
}

const powers: Power[] = [{ exact: ONE, size: 1 }]

function powerOfTen(exponent: number): Power {
  const known = powers[exponent]
  if (known) return known
  const exact = new Decimal(10).pow(exponent)
  const power = { exact, size: exact.toNumber() }
  powers[exponent] = power
  return power
}

function perWord(text: string, at: number): UnitWord | undefined {
  const char = text.charAt(at)
  return '生月年亩师'.includes(char) && char !== ''
    ? { text: char, dimension: 'bare', exact: false }
    : undefined
}

function matchUnit(text: string, at: number): UnitWord | undefined {
  for (let length = Math.min(longest, text.length - at); length > 0; length--) {
    const slice = text.slice(at, at + length)
    const unit = table.get(slice) ?? (/^[a-z]/i.test(slice) ? latinUnit(text, at, slice) : undefined)
    if (unit && !notUnit[slice]?.includes(text.charAt(at + length))) return unit
  }
  return undefined
}

/** Characters behind which a would-be unit is part of another word: 所示, 家庭, 分别 … */
const notUnit: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    所: '示在需属谓占有述以',
    个: '人别性体',
    名: '列单牌誉师称录',
    校: '园内外区企方',
    家: '庭长乡政',
    位: '于居列置',
    次: '于序数',
    分: '别布类析之为成工',
    级: '别',
    度: '过',
    期: '间望待',
    点: '以之',
    部: '分署队',
    项: '目',
    种: '植',
    层: '面',
    门: '类槛',
    元: '旦',
    本: '科专市省校县地区届级身',
    天: '然津',
    步: '伐骤',
    站: '在',
    组: '织成',
    团: '队',
    方: '面式案',
    成: '为立果绩人员本功就',
    单: '位',
    村: '民',
    区: '域',
    人: '才民员口事力工均',
    米: '级',
    头: '部',
    户: '籍',
    回: '升落归',
    轮: '训',
    场: '所',
    批: '准',
    年: '级均',
    班: '级主',
    支: '持出',
    片: '区',
    张: '家',
    条: '例件',
  }).map(([unit, after]) => [unit, [...after]]),
)

function latinUnit(text: string, at: number, slice: string): UnitWord | undefined {
  const next = text.charAt(at + slice.length)
  if (/[a-z0-9]/i.test(next)) return undefined
  return table.get(slice.toLowerCase())
}

/** How many of the base one unit of `unit` is, where two units of a dimension meet (亩, 公顷, 平方公里). */
export function unitFactor(unit: UnitWord): Decimal {
  return factors.get(unit.text) ?? ONE
}

const factors: ReadonlyMap<string, Decimal> = new Map(
  Object.entries({
    平方公里: '1000000',
    平方千米: '1000000',
    km2: '1000000',
    'km²': '1000000',
    '㎢': '1000000',
    公顷: '10000',
    亩: '666.666666666666667',
    公里: '1000',
    千米: '1000',
    km: '1000',
    厘米: '0.01',
    cm: '0.01',
    毫米: '0.001',
    mm: '0.001',
    吨: '1000',
    克: '0.001',
    g: '0.001',
    毫克: '0.000001',
  }).map(([unit, factor]) => [unit, decimal(factor)]),
)

const sizes: ReadonlyMap<string, number> = new Map(
  [...factors].map(([text, factor]) => [text, factor.toNumber()]),
)

/** The same in floating point, for searching only. */
export function unitSize(unit: UnitWord): number {
  return sizes.get(unit.text) ?? 1
}

/** How many of the base unit one printed unit of a number is, with its 万 or 亿. */
export function factorOf({ scale, unit }: { readonly scale: Decimal; readonly unit: UnitWord }): Decimal {
  const factor = unitFactor(unit)
  if (factor === ONE) return scale
  return scale === ONE ? factor : scale.times(factor)
}

export function isPercent(unit: UnitWord): boolean {
  return unit.dimension === 'percent' || unit.dimension === 'permille'
}

/** Units of a dimension that no factor of ours turns into one another, by the one they are a name of: 天 and 日, but not 天 and 小时; 元 and 人民币, but not 美元. */
const families: Readonly<Partial<Record<Dimension, string>>> = {
  time: '年 周年 年度 学年|个月 月|天 日 工作日 个工作日|周 星期|小时|分钟|秒|学时 课时|学期 个学期|季度 个季度',
  money: '元 人民币 元人民币 元整 块钱|美元|欧元|港元|日元|角',
}
const familyOf = new Map(
  Object.values(families).flatMap((list) =>
    list
      .split('|')
      .flatMap((family, index) => family.split(' ').map((text) => [text, `${list.length} ${index}`])),
  ) as [string, string][],
)

function areOfOneFamily(a: UnitWord, b: UnitWord): boolean {
  if (a.text === b.text || families[a.dimension] === undefined) return true
  const [one, other] = [a, b].map(({ text }) => familyOf.get(text.split('/')[0] ?? ''))
  return one === undefined || other === undefined || one === other
}

/** Whether two numbers can be parts of one whole: 人 and 名, 所 and 家, but not 人 and 元, nor 小时 and 分钟. */
export function comparable(a: UnitWord, b: UnitWord): boolean {
  if (a.dimension === b.dimension) return areOfOneFamily(a, b)
  const counted: readonly Dimension[] = ['people', 'visits', 'things', 'bare']
  if (a.dimension === 'bare' || b.dimension === 'bare')
    return counted.includes(a.dimension) && counted.includes(b.dimension)
  const people: readonly Dimension[] = ['people', 'visits']
  return people.includes(a.dimension) && people.includes(b.dimension)
}
