import { chineseNumber } from '../../kernel/index.ts'
import type { Block } from '../document/document.ts'
import type { Block as TemplateBlock } from '../template/template.ts'
import { fillChart } from './fill-chart.ts'
import { fillInlines, holds } from './fill-inlines.ts'
import { fillTable } from './fill-table.ts'
import { loopOver } from './loop.ts'
import type { ReportRun, Setting } from './run.ts'
import { fillSentences } from './sentences.ts'

/** Headings count within their chapter and section. */
export interface Numbering {
  readonly chapter: string
  section: number
  subsection: number
}

export function fillBlocks(
  run: ReportRun,
  blocks: readonly TemplateBlock[],
  setting: Setting,
  numbering: Numbering,
): Block[] {
  return blocks.flatMap((block) => fillBlock(run, block, setting, numbering))
}

function fillBlock(run: ReportRun, block: TemplateBlock, setting: Setting, numbering: Numbering): Block[] {
  switch (block.kind) {
    case 'heading':
      return heading(run, block, setting, numbering)
    case 'paragraph': {
      const inlines = fillSentences(run, block.inlines, setting)
      return inlines.length > 0 ? [{ kind: 'paragraph', inlines }] : []
    }
    case 'list': {
      const items = block.items
        .map((item) => fillSentences(run, item, setting))
        .filter((item) => item.length > 0)
      return items.length > 0 ? [{ kind: 'list', ordered: block.ordered, items }] : []
    }
    case 'if':
      return fillBlocks(
        run,
        holds(run, block.test, setting) ? block.body : block.otherwise,
        setting,
        numbering,
      )
    case 'for':
      return loopOver(run, block.rows, setting).flatMap((turn) =>
        fillBlocks(run, block.body, turn, numbering),
      )
    case 'at': {
      const code = setting.rows?.rows[0].row[block.field]
      const school = typeof code === 'string' ? run.world.tree(run.year).resolve(code) : undefined
      return school ? fillBlocks(run, block.body, { ...setting, unitId: school.id }, numbering) : []
    }
    case 'case':
      return fillCase(run, block, setting, numbering)
    case 'table':
      return fillTable(run, block, setting)
    case 'chart':
      return fillChart(run, block, setting)
    case 'image': {
      const caption = fillInlines(run, block.caption, setting)
      if (caption.gaps.length > 0) return []
      const id = `image-${run.next('image')}`
      return [{ kind: 'image', id, number: '', file: block.file, caption: caption.inlines }]
    }
  }
}

function heading(
  run: ReportRun,
  block: Extract<TemplateBlock, { kind: 'heading' }>,
  setting: Setting,
  numbering: Numbering,
): Block[] {
  const { inlines, gaps } = fillInlines(run, block.inlines, setting)
  if (gaps.length > 0) return []
  if (block.level === 2) {
    numbering.section += 1
    numbering.subsection = 0
  } else numbering.subsection += 1
  const id =
    block.level === 2
      ? `${numbering.chapter}-${numbering.section}`
      : `${numbering.chapter}-${numbering.section}-${numbering.subsection}`
  const number = block.level === 2 ? `（${chineseNumber(numbering.section)}）` : `${numbering.subsection}.`
  return [{ kind: 'heading', id, level: block.level, number, inlines }]
}

function fillCase(
  run: ReportRun,
  block: Extract<TemplateBlock, { kind: 'case' }>,
  setting: Setting,
  numbering: Numbering,
): Block[] {
  const title = fillInlines(run, block.title, setting)
  const blocks = fillBlocks(run, block.body, setting, numbering)
  if (title.gaps.length > 0 || blocks.length === 0) return []
  const count = run.next('case')
  const number = `案例${count}`
  run.number(block.id, number)
  return [{ kind: 'case', id: `case-${count}`, number, title: title.inlines, blocks }]
}

/** Headings under which nothing stands are taken out again: an empty section says nothing. */
export function withoutEmptySections(blocks: readonly Block[]): Block[] {
  return blocks.filter((block, index) => {
    if (block.kind !== 'heading') return true
    const next = blocks
      .slice(index + 1)
      .find((later) => later.kind !== 'heading' || later.level <= block.level)
    return next !== undefined && next.kind !== 'heading'
  })
}
