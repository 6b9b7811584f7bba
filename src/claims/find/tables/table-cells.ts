import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'

export const totalWords = /合计|总计|总数|共计|小计|^计$|^总$|总体|全市|全国|全省|全区|全县|全校|全州|总人口/
export const notAdditive =
  /率|%|％|‰|比重|比例|占比|构成|平均|人均|生均|户均|师均|每百|每千|每万|指数|均值|密度|倍|增长|增速|增幅|生师比|性别比|名次|排名|年份/
/** Heads of rows that say how another row changed. */
export const changeWords = /变化|增减|增加|减少|增幅|降幅|增长|增速|净增|比上年|较上年|同比/

/**
 * Whether a label stands in words as itself: behind nothing, or behind a time or a place that narrows nothing; not 公办教学班 for 教学班,
 * nor 非全日制在校生 for 全日制在校生.
 */
export function standsAlone(words: string, label: string): boolean {
  const at = words.lastIndexOf(label)
  if (at < 0) return false
  const before = words.slice(0, at)
  return (
    before === '' ||
    /(?:[,:，：]|其中|而|但|显示|看出|可见|年度?|年间|年来|期间|届|学期|全?[市县区省国校]|我[市县区省校]|学校|该校|的)$/.test(
      before,
    )
  )
}

export function partsOf(grid: Grid, column: number, rows: readonly number[]): Quantity[] {
  return rows.map((row) => grid.at(row, column)).filter((cell) => cell !== undefined)
}

export function meets(a: { low: number; high: number }, b: { low: number; high: number }): boolean {
  const slack = Math.max(Math.abs(a.high), Math.abs(b.high)) * 1e-10
  return a.low <= b.high + slack && b.low <= a.high + slack
}

/** A label without its unit, its number and its 「其中」. */
export function labelOf(text: string): string {
  return text
    .replace(/[(（[].*?[)）\]]/g, '')
    .replace(/[\s#＃:：*]|^其中|^[一二三四五六七八九十\d]+[、.．]|^构成/g, '')
}
