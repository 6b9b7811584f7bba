import { chineseNumber, type ReportingYear } from '../../kernel/index.ts'
import type { Block, Chapter, Inline, ReportDocument, Synthetic } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'
import type { Template, TemplateChapter } from '../template/template.ts'
import { annexOf } from './annex.ts'
import { noReasonNotices } from './editor-notices.ts'
import { words } from './figures.ts'
import { fillBlocks, withoutEmptySections } from './fill-blocks.ts'
import { fillInlines } from './fill-inlines.ts'
import {
  DATA_ORIGIN,
  ReportRun,
  type ReportSources,
  restsOnSynthetic,
  type Setting,
  type Subject,
} from './run.ts'

/**
 * Fills a template with the values of one unit in one year.
 * @throws AppError RPT-001 where the unit does not exist in that year
 */
export function buildReport(
  sources: ReportSources,
  template: Template,
  unitId: number,
  year: ReportingYear,
): ReportDocument {
  // Twice, because “见表2” may stand before the table of which only then is known whether it has rows.
  const first = new ReportRun(sources, template, unitId, year)
  fillChapters(first)
  const run = new ReportRun(sources, template, unitId, year, first.found)
  const chapters = fillChapters(run)
  const title = plainText(fillInlines(run, template.title, settingOf(run)).inlines)
  noReasonNotices(run)
  const facts = run.facts()
  const { unit } = run
  return {
    schema: 'vetted.report/1',
    id: `${template.id}/${unit.code}/${year}`,
    template: { id: template.id, name: template.name, catalogHash: run.catalog.hash },
    unit: { code: unit.code, name: unit.name, nameEn: unit.nameEn, level: unit.level },
    year,
    title,
    synthetic: syntheticOf(run),
    chapters,
    facts,
    annex: annexOf(run, facts),
    notices: run.notices,
  }
}

function settingOf(run: ReportRun): Setting {
  return { unitId: run.unit.id, rows: undefined, index: 0, inTable: false }
}

function fillChapters(run: ReportRun): Chapter[] {
  const { chapters } = run.template
  const prefaces = chapters.filter((chapter) => chapter.title === '').length
  return chapters.map((chapter, index) => fillChapter(run, chapter, index + 1 - prefaces, settingOf(run)))
}

function fillChapter(run: ReportRun, chapter: TemplateChapter, count: number, setting: Setting): Chapter {
  const isPreface = chapter.title === ''
  const id = isPreface ? 'preface' : `c${count}`
  run.chapter = chapter.title
  const numbering = { chapter: id, section: 0, subsection: 0 }
  const blocks = withoutEmptySections(fillBlocks(run, chapter.blocks, setting, numbering))
  const notes = coverageNotes(run)
  if (blocks.length === 0 && !isPreface) {
    notes.unshift({
      kind: 'note',
      about: 'coverage',
      inlines: [words('本年度没有可写入本章的数据。')],
    })
  }
  return {
    id,
    number: isPreface ? '' : `${chineseNumber(count)}、`,
    title: chapter.title,
    blocks: [...blocks, ...notes],
  }
}

/** What the chapter leaves out for want of data, and which of its values are incomplete. */
function coverageNotes(run: ReportRun): Block[] {
  const { gaps, partial } = run.takeGaps()
  const notes: Block[] = []
  if (gaps.length > 0) {
    const inlines: Inline[] = [words('未写入本章的内容：')]
    gaps.forEach(({ label, state }, index) => {
      if (index > 0) inlines.push(words('、'))
      inlines.push({ kind: 'text', text: label, origin: 'data', source: 'catalog' })
      inlines.push(words(state === 'suppressed' ? '（不公开）' : '（未报送）'))
    })
    notes.push({ kind: 'note', about: 'coverage', inlines: [...inlines, words('。')] })
    const list = gaps.map((gap) => gap.label).join('、')
    run.notice('missing', `没有数据：${list}`, `no data: ${list}`)
  }
  for (const subject of partial)
    notes.push({ kind: 'note', about: 'coverage', inlines: partialNote(run, subject) })
  return notes
}

function partialNote(run: ReportRun, subject: Subject): Inline[] {
  const { what, unit, now, quantity, year } = subject
  const { reported, expected } = now.coverage
  const missing = quantity
    ? run.world
        .tree(year)
        .schools(unit.id)
        .filter((school) => run.amount(quantity, what, school.id, year).observed.state === 'missing')
    : []
  const names = missing.map((school) => school.name).join('、')
  const text = `应报${expected}所，已报${reported}所`
  run.notice('partial', `${what.label.zh}：${text}`, `${what.label.en}: ${reported} of ${expected} reported`)
  return [
    { kind: 'text', text: what.label.zh, origin: 'data', source: 'catalog' },
    words('：'),
    { kind: 'text', text, origin: 'counter' },
    ...(names === ''
      ? []
      : [words('，缺'), { kind: 'text' as const, text: names, origin: 'data' as const, source: 'org' }]),
    words('。'),
  ]
}

function syntheticOf(run: ReportRun): Synthetic {
  const { unit, world, year } = run
  if (!restsOnSynthetic(world, unit, year)) {
    const schools = world.tree(year).schools(unit.id)
    return schools.some((school) => restsOnSynthetic(world, school, year)) ? 'split' : 'none'
  }
  const saysItself = unit.attributes[DATA_ORIGIN] !== undefined
  return saysItself || run.sources.published === undefined ? 'all' : 'split'
}
