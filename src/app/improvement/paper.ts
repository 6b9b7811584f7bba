import type { Block } from '../../reports/index.ts'
import type { RenderedReport } from '../../reports/node.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { note, type Paper, type PaperFormat, paragraph, printPaper, Tables } from '../evaluation/paper.ts'
import { unitAfter } from '../evaluation/papers.ts'
import { type DiagnosisElement, type DiagnosisReport, diagnosisReport } from './diagnosis.ts'

/** The yearly self-diagnosis report on paper: opinion, measure and effect per element, and the problems. */
export async function printDiagnosis(
  app: AppContext,
  actor: Actor,
  id: string,
  format: PaperFormat,
): Promise<RenderedReport> {
  return printPaper(app, diagnosisPaper(await diagnosisReport(app, actor, id)), format)
}

function diagnosisPaper(report: DiagnosisReport): Paper {
  const { sheet, year, review } = report
  const tables = new Tables()
  const counts = report.counts.map(({ mark, elements }) => `${mark.zh} ${elements} 个`).join('，')
  return {
    id: `diagnosis/${report.evaluation}`,
    kind: '自我诊改报告',
    title: `${sheet.org.name}${year} 年自我诊改报告`,
    org: sheet.org,
    year,
    isSynthetic: sheet.round.isSynthetic,
    chapters: [
      {
        title: '总体情况',
        blocks: [
          paragraph(`${report.written.of} 个诊断要素中已写明意见 ${report.written.elements} 个：${counts}。`),
          ...(review
            ? [
                paragraph(
                  `复核：${review.of} 个要素中 ${review.agreed} 个与自我诊断一致${review.conclusion ? `，结论为“${review.conclusion.zh}”` : ''}。`,
                ),
              ]
            : []),
        ],
      },
      ...report.items.map((item) => ({
        title: item.name.zh,
        blocks: item.elements.flatMap((element, index) => elementBlocks(tables, item.id, element, index)),
      })),
      { title: '问题与整改', blocks: problemBlocks(tables, report) },
    ],
  }
}

function elementBlocks(tables: Tables, item: string, element: DiagnosisElement, index: number): Block[] {
  const points = element.points.filter(
    (point) => point.printed !== undefined || point.mark || point.files > 0,
  )
  const verdict = element.verdict ? `（${element.verdict.zh}）` : ''
  return [
    {
      kind: 'heading',
      id: `${item}-${element.id}`,
      level: 2,
      number: `（${NUMBERS[index] ?? index + 1}）`,
      inlines: [{ kind: 'text', text: `${element.name.zh}${verdict}`, origin: 'data' }],
    },
    paragraph(`自我诊断意见：${element.opinion || '未填写。'}`),
    ...(element.measure ? [paragraph(`改进措施：${element.measure}`)] : []),
    ...(element.effect ? [paragraph(`改进效果：${element.effect}`)] : []),
    ...(element.review ? [paragraph(`复核意见：${element.review.zh}。`)] : []),
    ...(points.length === 0
      ? []
      : [
          tables.table(
            `${element.name.zh}的诊断点`,
            ['诊断点', '上年', '本年', '变化', '依据'],
            points.map((point) => [
              point.name.zh,
              point.previous ?? '—',
              point.printed
                ? `${point.printed}${unitAfter(point.unitLabel?.zh ?? '')}`
                : (point.mark?.zh ?? '—'),
              point.change ?? '—',
              point.kind === 'observed'
                ? '已审核数据'
                : point.files > 0
                  ? `${point.files} 份材料`
                  : '学校判断',
            ]),
            [1, 2, 3],
          ),
        ]),
  ]
}

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八']

function problemBlocks(tables: Tables, { problems }: DiagnosisReport): Block[] {
  if (problems.length === 0) return [note('本年没有登记的问题。')]
  return [
    tables.table(
      '问题、措施和结果',
      ['问题', '原因', '措施', '责任人', '期限', '状态'],
      problems.map((problem) => [
        problem.title,
        problem.cause || '—',
        problem.measure || problem.waiver || '—',
        problem.owner || '—',
        problem.dueOn ?? '—',
        problem.closedValue
          ? `${problem.stateName.zh}（${problem.openedValue ?? ''} → ${problem.closedValue}）`
          : problem.stateName.zh,
      ]),
    ),
  ]
}
