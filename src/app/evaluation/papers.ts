import type { Block } from '../../reports/index.ts'
import type { RenderedReport } from '../../reports/node.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { note, type Paper, type PaperFormat, paragraph, printPaper, Tables, TOTAL } from './paper.ts'
import { readSheet } from './read.ts'
import { type MovementView, movementSince, type RoundResultView, roundResult } from './results.ts'
import type { CriterionView, SheetView } from './views.ts'

/** The result of one subject on paper, with as much in it as whoever asks may see. */
export async function printSheet(
  app: AppContext,
  actor: Actor,
  id: string,
  format: PaperFormat,
): Promise<RenderedReport> {
  const sheet = await readSheet(app, actor, id)
  return printPaper(app, sheetPaper(sheet, await movementSince(app, actor, id)), format)
}

/** The result of a whole round on paper: ranking, how far it can be trusted, agreement of experts. */
export async function printRound(
  app: AppContext,
  actor: Actor,
  id: string,
  format: PaperFormat,
): Promise<RenderedReport> {
  return printPaper(app, roundPaper(await roundResult(app, actor, id)), format)
}

function sheetPaper(sheet: SheetView, movement: MovementView | undefined): Paper {
  const { round, totals } = sheet
  const tables = new Tables()
  const final = totals.final
  const lead = final
    ? `得分 ${final.points}（满分 ${round.scheme.full}）${final.rating ? `，等级：${final.rating.zh}` : ''}。`
    : '尚未形成结果，以下为自评情况。'
  const dimensions = sheet.criteria.map((own) => [
    own.name.zh,
    own.weight,
    own.self?.points ?? '—',
    own.final?.points ?? '—',
  ])
  const about: Block[] = [
    paragraph(
      `${sheet.subjectName}参加“${round.title}”，依据《${round.scheme.name.zh}》第 ${round.scheme.version} 版评价。${lead}`,
    ),
    tables.table(
      '各方面得分',
      ['方面', '满分', '自评', '得分'],
      [...dimensions, [TOTAL, round.scheme.full, totals.self?.points ?? '—', final?.points ?? '—']],
      [1, 2, 3],
    ),
    ...(round.scheme.weightsCertainty === 'ours'
      ? [note('权重为示意值，未见公开文件；正式使用前请由本市专家核定。')]
      : []),
    ...(sheet.valuesAt
      ? [note(`数值类要点取自 ${sheet.valuesAt.slice(0, 10)} 已审核的数据，不能手填。`)]
      : []),
  ]
  return {
    id: `evaluation/${sheet.id}`,
    kind: '评价结果',
    title: `${sheet.subjectName}${round.title.replace(sheet.subjectName, '')}结果`,
    org: sheet.org,
    year: round.year,
    isSynthetic: round.isSynthetic,
    chapters: [
      { title: '评价结果', blocks: about },
      { title: '各要点情况', blocks: sheet.criteria.map((own) => criterionTable(tables, own)) },
      ...(movement ? [{ title: '与上次相比', blocks: movementBlocks(tables, movement) }] : []),
      ...replyChapter(sheet),
    ],
  }
}

function criterionTable(tables: Tables, dimension: CriterionView): Block {
  return tables.table(
    dimension.name.zh,
    ['要点', '满分', '依据', '得分', '说明'],
    leavesOf(dimension).map((leaf) => [
      leaf.name.zh,
      leaf.weight,
      basisOf(leaf),
      leaf.final?.points ?? leaf.self?.points ?? '—',
      leaf.rule?.zh ?? leaf.marks.find((mark) => mark.kind === 'self')?.note ?? '',
    ]),
    [1, 3],
  )
}

function leavesOf(criterion: CriterionView): CriterionView[] {
  return criterion.criteria.length === 0 ? [criterion] : criterion.criteria.flatMap(leavesOf)
}

function basisOf(leaf: CriterionView): string {
  if (leaf.value)
    return leaf.value.printed ? `${leaf.value.printed}${unitAfter(leaf.value.unitLabel.zh)}` : '缺数据'
  if (leaf.kind === 'evidence') return leaf.evidence.length > 0 ? `${leaf.evidence.length} 份材料` : '无材料'
  return '评审'
}

export function unitAfter(unit: string): string {
  return unit === '' || unit === '%' ? unit : ` ${unit}`
}

function movementBlocks(tables: Tables, movement: MovementView): Block[] {
  const { before, now, change, leaves } = movement
  const moved = leaves.filter((leaf) => leaf.change !== '0').slice(0, 15)
  return [
    paragraph(`${before.year} 年 ${before.points} 分，${now.year} 年 ${now.points} 分，相差 ${change} 分。`),
    tables.table(
      '引起变化的要点',
      ['要点', `${before.year} 年`, `${now.year} 年`, '变化'],
      moved.map((leaf) => [leaf.name.zh, leaf.before, leaf.now, leaf.change]),
      [1, 2, 3],
    ),
  ]
}

function replyChapter({ steps }: SheetView): { title: string; blocks: Block[] }[] {
  const told = steps.filter(({ action }) => action === 'reply' || action === 'answer')
  if (told.length === 0) return []
  const text = (details: unknown) => String((details as { text?: unknown }).text ?? '')
  return [
    {
      title: '陈述意见与答复',
      blocks: told.map((step) =>
        paragraph(`${step.actionName.zh}（${step.at.slice(0, 10)}）：${text(step.details)}`),
      ),
    },
  ]
}

function roundPaper(result: RoundResultView): Paper {
  const { round, ranking, trust } = result
  const tables = new Tables()
  const place = ({ best, worst }: { best: number; worst: number }) =>
    best === worst ? String(best) : `${best}–${worst}`
  const dimensions = ranking[0]?.dimensions ?? []
  return {
    id: `evaluation-round/${round.id}`,
    kind: '评价结果汇总',
    title: `${round.title}结果`,
    org: round.org,
    year: round.year,
    isSynthetic: round.isSynthetic,
    chapters: [
      {
        title: '得分与名次',
        blocks: [
          paragraph(
            `依据《${round.scheme.name.zh}》第 ${round.scheme.version} 版，共 ${ranking.length} 个对象形成结果，${result.incomplete.length} 个尚缺数据、评分或仲裁。`,
          ),
          tables.table(
            '得分、等级和名次区间',
            ['对象', '得分', '等级', '名次', '名次区间', '名次不变'],
            ranking.map((row) => [
              row.subjectName,
              row.points,
              row.rating?.zh ?? '',
              String(row.rank),
              place(row.interval),
              `${row.held}%`,
            ]),
            [1, 3, 4, 5],
            [
              `名次区间：各要点权重独立变动 ±${trust.spread}%（${trust.draws} 次，取 ${trust.level}%）和逐一去掉一名专家时名次的范围；“名次不变”为权重变动时名次不变的比例。种子：${trust.seed}。`,
            ],
          ),
          tables.table(
            '各方面得分',
            ['对象', ...dimensions.map(({ name }) => name.zh)],
            ranking.map((row) => [row.subjectName, ...row.dimensions.map((own) => own.points)]),
            dimensions.map((_, index) => index + 1),
          ),
        ],
      },
      {
        title: '评分一致性',
        blocks: [
          tables.table(
            '各要点专家评分的一致性（克里彭多夫 α）',
            ['要点', '按等级次序', '按分值距离', '可配对评分', '对象'],
            result.agreement.map((row) => [
              row.name.zh,
              row.ordinal ?? '评分全同或不足',
              row.interval ?? '—',
              String(row.pairable),
              String(row.subjects),
            ]),
            [1, 2, 3, 4],
            ['α 为 1 表示完全一致，为 0 表示与随意评分无异。专家评分没有差别时 α 无意义。'],
          ),
        ],
      },
      {
        title: '影响名次的要点',
        blocks: [
          tables.table(
            '单独变动一个要点的权重时名次变动的对象数',
            ['要点', '变动'],
            result.sensitive.slice(0, 12).map((row) => [row.name.zh, String(row.changed)]),
            [1],
          ),
        ],
      },
    ],
  }
}
