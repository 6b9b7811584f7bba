import type { ReactNode } from 'react'
import type { Palette } from '../theme/tokens.ts'
import type { ChartOption } from './engine.ts'

/** A chart with all that belongs to it: finding, measure, foot, words for those who do not see it, its table. */
export interface Figure {
  /** What the chart shows, as a sentence: “就业率比上年上升 0.68 个百分点”. */
  readonly title: string
  /** What is measured, in which unit, over what. */
  readonly subtitle: string
  /** Source, period, who is counted. */
  readonly foot: string
  /** The chart in words. */
  readonly alt: string
  readonly height: (width: number) => number
  readonly option: (palette: Palette, width: number) => ChartOption
  readonly table: FigureTable
}

export interface FigureTable {
  readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[]
  readonly rows: readonly {
    readonly key: string
    readonly cells: readonly ReactNode[]
    /** The row that the page is about. */
    readonly isHere?: boolean
  }[]
}
