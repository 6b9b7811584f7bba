/** The closed vocabulary of the grammar. Longer words stand before their parts wherever order matters. */

export const RISING = words(
  '增加 增长 提高 上升 提升 上涨 增多 扩大 攀升 升高 增大 上浮 递增 回升 高出 多出 新增 净增 增强 增至 走高 加大 延长 拉高 跃升 抬升 扩充 上调 增 升 涨',
)
export const FALLING = words(
  '减少 下降 降低 下滑 下跌 缩小 回落 减小 缩减 递减 下浮 跌落 滑落 走低 收窄 缩短 压缩 压减 精简 撤并 减弱 下调 萎缩 净减 降 减 跌 缩',
)
/** Only with 比 or 较 before them. */
export const MORE = words('高 多 大 长 快')
export const LESS = words('低 少 小 短 慢')

export const UP_NOUNS = words(
  '增幅 涨幅 升幅 增长率 增速 增长幅度 增长速度 提高幅度 上升幅度 增加幅度 提升幅度 递增率 同比增速',
)
export const DOWN_NOUNS = words('降幅 减幅 跌幅 下降幅度 减少幅度 降低幅度 下降率')

export const PRIOR_WORDS = words(
  '上年同期 去年同期 上年度 上学年 上一学年 上一年度 上一年 上年末 上年底 去年底 去年末 上年 去年 前一年 上届 上一届 上期 上季度 上月 同期 年初 前年 往年 历年',
)
export const AMONG = words('其中 当中 包括 包含 含')

/** What may stand between a name and its number; each with what it says about the number. */
export type Particle =
  | 'about'
  | 'nearly'
  | 'over'
  | 'under'
  | 'atLeast'
  | 'atMost'
  | 'total'
  | 'to'
  | 'respectively'
  | 'each'
  | 'none'

export const PARTICLES: readonly (readonly [string, Particle])[] = (
  [
    ['about', '大约 约为 约有 约 大概 大致 左右'],
    ['nearly', '将近 接近 接近于 近'],
    ['over', '超过了 超过 突破了 突破 超出 超 逾 高于 大于 多于'],
    ['under', '不足 不到 低于 小于 少于 未达到 未达'],
    ['atLeast', '不少于 不低于 至少 不小于 不得少于 不得低于 保底'],
    ['atMost', '不超过 不高于 至多 不大于 不多于 不得超过 不得高于 控制在'],
    ['total', '共计有 共计 总计为 总计 合计为 合计 总共有 总共 共有 一共 累计达 累计 共 计'],
    ['to', '到了 到 至'],
    ['respectively', '分别达到 分别达 分别为 分别是 分别有 依次为 依次是 分别 依次'],
    ['each', '各有 各为 均为 均是 都是 均达到 均达 均 各 都'],
    [
      'none',
      '达到了 达到 达成 高达 多达 已达到 已达 达 仅为 仅有 仅 只有 只 拥有 现有 已有 设有 配有 建有 为了 成为 为 是 有 的 了 已经 已 也 还 就 又 即 系 在 " : - 、 ~ = 值 等于 计为 保持在 维持在 稳定在 现为 则为 也为 净 等',
    ],
  ] as const
)
  .flatMap(([particle, list]) => list.split(' ').map((word) => [word, particle] as const))
  .sort((a, b) => b[0].length - a[0].length)

export const BOUND_SUFFIXES: readonly (readonly [string, 'about' | 'atLeast' | 'atMost' | 'over'])[] = [
  ['及以上', 'atLeast'],
  ['或以上', 'atLeast'],
  ['以上', 'atLeast'],
  ['及以下', 'atMost'],
  ['以下', 'atMost'],
  ['以内', 'atMost'],
  ['之内', 'atMost'],
  ['左右', 'about'],
  ['上下', 'about'],
  ['之多', 'about'],
  ['不等', 'about'],
  ['多', 'over'],
  ['余', 'over'],
]

/** Share nouns that end what 占 begins: 占总数的比例为. */
export const SHARE_NOUNS = words(
  '所占比例 所占比重 所占百分比 占比例 占比重 占比 比例 比重 百分比 比率 份额 占有率 构成比',
)

/** Words that say that a number is set, not counted. */
export const NORM_WORDS = words(
  '不少于 不低于 不得 不超过 不高于 应当 应达 应不 应为 须 必须 原则上 力争 确保 目标 规划到 要求 标准 规定 达标 计划到 预计 预期 拟 争取 上限 下限 底线 门槛',
)

function words(list: string): readonly string[] {
  return list.split(' ').sort((a, b) => b.length - a.length)
}

export function endingOf(text: string, list: readonly string[]): string | undefined {
  return list.find((word) => text.endsWith(word))
}

export function beginningOf(text: string, list: readonly string[]): string | undefined {
  return list.find((word) => text.startsWith(word))
}

/** The word of the list that ends last in the text, and where it begins. */
export function lastOf(text: string, list: readonly string[]): { word: string; at: number } | undefined {
  let found: { word: string; at: number } | undefined
  for (const word of list) {
    const at = text.lastIndexOf(word)
    if (at < 0) continue
    if (
      !found ||
      at + word.length > found.at + found.word.length ||
      (at + word.length === found.at + found.word.length && at < found.at)
    ) {
      found = { word, at }
    }
  }
  return found
}
