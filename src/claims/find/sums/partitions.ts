import type { Name } from '../../read/names.ts'

/** Divisions that leave nothing out: where all parts are named, they make the whole. */
const partitions: readonly (readonly RegExp[])[] = [
  [/男/, /女/],
  [/城[镇市]/, /乡村|农村/],
  [/第一产业/, /第二产业/, /第三产业/],
  [/一年级/, /二年级/, /三年级/],
  [/专任教师/, /行政/, /教辅/, /工勤/],
  [/公办/, /民办/],
  [/汉族/, /少数民族/],
  [/本地/, /异地/],
  [/省内|本省/, /省外|外省/],
  [/市内|本市/, /市外|外市/],
  [/校内/, /校外/],
  [/国内|境内/, /国外|境外/],
  [/^(?!.*非).*师范/, /非师范/],
  [/住校|寄宿|住宿/, /走读/],
  [/出口/, /进口/],
  [/应届/, /往届/],
  [/文科/, /理科/],
  [/中央/, /地方/],
  [/专职/, /兼职/],
  [/全日制/, /非全日制/],
  [/学术/, /专业/],
  [/本科/, /专科|高职/],
  [/普通高中/, /中等职业|中职/],
  [/省级|省本级/, /市级/, /县级/],
  [/0-14岁/, /15-59岁/, /60岁/],
  [/公有/, /非公有/],
  [/直接就业/, /升学|升入|升读|深造/],
  [/^(?!.*非).*示范/, /非.*示范/],
  [/城区/, /镇区/, /乡村/],
  [/春季/, /秋季/],
  [/专任教师/, /兼职教师/],
  [/必修/, /选修/],
  [/基本对口/, /不对口/, /对口/],
  [/不满意/, /[很非]常?满意/, /一般/, /满意/],
  [/不合格/, /优秀/, /良好/, /合格/],
  [/35岁(及)?以下/, /36-45岁/, /46岁(及)?以上/],
  [/35岁(及)?以下/, /36-50岁/, /51岁(及)?以上/],
  [/固定/, /临时/],
  [/普通(中专|中等专业)/, /成人(中专|中等专业)/, /职业高中/, /技工/],
  [/东部/, /中部/, /西部/],
  [/东部/, /中部/, /西部/, /东北/],
  [/家庭户/, /集体户/],
  [/博士/, /硕士/, /本科/, /专科|高职/],
  [/研究生/, /本科/, /专科|高职/],
  [/普通本科/, /职业本科/, /专科|高职/],
]

/** Grades that are mostly named to the last; one that nobody mentions (优秀奖) is still possible. */
const grades: readonly (readonly RegExp[])[] = [
  [/一等奖/, /二等奖/, /三等奖/],
  [/国家级/, /省级/, /市级/],
  [/国家级/, /省级/, /市级/, /校级/],
]

/** Whether the names go through all the grades of a scale: 一等奖, 二等奖 and 三等奖. */
export function isScale(names: readonly string[]): boolean {
  return grades.some((patterns) => divides(patterns, names))
}

/** Whether the names are those of one of the divisions that are whole by their meaning: 男 and 女, 城 and 乡. */
export function isPartition(names: readonly string[]): boolean {
  return (
    names.every((name) => partsIn(name).size > 0) && partitions.some((patterns) => divides(patterns, names))
  )
}

function divides(patterns: readonly RegExp[], names: readonly string[]): boolean {
  if (patterns.length !== names.length) return false
  // 「城市商业银行和农村金融机构」 is one name, and not both halves of a division.
  const left = names.map(partsIn)
  for (const { source } of patterns) {
    const at = left.findIndex((parts) => parts.has(source))
    if (at < 0) return false
    left.splice(at, 1)
  }
  return true
}

/** The patterns of all divisions, each once. */
const parts = new Map([...partitions, ...grades].flat().map((pattern) => [pattern.source, pattern]))

/** Texts ask about the same names again and again. */
const asked = new Map<string, ReadonlySet<string>>()
const mostAsked = 2000
const NO_PARTS: ReadonlySet<string> = new Set()

/** Which parts a name may be that of, by their patterns. */
function partsIn(name: string): ReadonlySet<string> {
  const known = asked.get(name)
  if (known) return known
  const found = [...parts.values()].filter((pattern) => pattern.test(name)).map(({ source }) => source)
  const made = found.length === 0 ? NO_PARTS : new Set(found)
  if (asked.size >= mostAsked) asked.clear()
  asked.set(name, made)
  return made
}

/** Whether a name may be that of one of the parts. */
export function isPartOfPartition(name: Name): boolean {
  return partsIn(name.text).size > 0
}
