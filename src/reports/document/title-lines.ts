/**
 * A long title in lines that part where its words do: 清远市 / 中等职业教育质量年度报告 / （2017年）. The longest line
 * stands in the middle, as a title page wants it.
 */
export function titleLines(title: string): string[] {
  const [, main = title, tail] = /^(.*?)(（[^）]*）)?$/.exec(title) ?? []
  const at = main.length > 13 ? main.search(/(?<=[市县区省校])(?=中等|质量|教育)/) : -1
  const lines = at > 0 ? [main.slice(0, at), main.slice(at)] : [main]
  return tail === undefined ? lines : [...lines, tail]
}
