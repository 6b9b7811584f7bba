import type { Workflow } from './workflow.ts'

export type ProblemState = 'open' | 'analysed' | 'planned' | 'done' | 'closed' | 'waived'
export type ProblemAction =
  | 'analyse'
  | 'plan'
  | 'report'
  | 'complete'
  | 'recheck_met'
  | 'recheck_missed'
  | 'close'
  | 'waive'
  | 'carry_over'
/** The unit that has the problem, its leader, the bureau above it, and the platform when new data arrive. */
export type ProblemParty = 'unit' | 'leader' | 'bureau' | 'platform'
export type ProblemCondition =
  | 'cause_written'
  | 'measure_complete'
  | 'evidence_given'
  | 'later_value_meets'
  | 'no_indicator'
  | 'reason_written'

/** A problem from the value or criterion that opened it to the later one that closes it. */
export const problemWorkflow: Workflow<ProblemState, ProblemAction, ProblemParty, ProblemCondition> = {
  initial: 'open',
  states: {
    open: { zh: '待分析', en: 'To be analysed' },
    analysed: { zh: '已找原因', en: 'Cause found' },
    planned: { zh: '整改中', en: 'Being put right' },
    done: { zh: '待复查', en: 'To be re-checked' },
    closed: { zh: '已销号', en: 'Closed' },
    waived: { zh: '已批准不整改', en: 'Waived' },
  },
  conditions: {
    cause_written: { zh: '写明原因', en: 'the cause is written down' },
    measure_complete: {
      zh: '写明措施、责任人和完成日期',
      en: 'the measure has a text, an owner and a date',
    },
    evidence_given: { zh: '有佐证材料', en: 'evidence has been handed in' },
    later_value_meets: {
      zh: '之后的数据达到目标',
      en: 'a later value of what opened it meets the target',
    },
    no_indicator: {
      zh: '问题不是由指标或要点引起的',
      en: 'no indicator or criterion opened the problem',
    },
    reason_written: { zh: '写明理由', en: 'the reason is written down' },
  },
  transitions: {
    analyse: {
      from: ['open', 'analysed'],
      to: 'analysed',
      by: ['unit', 'leader', 'bureau'],
      when: ['cause_written'],
      name: { zh: '填写原因', en: 'Write down the cause' },
    },
    plan: {
      from: ['analysed', 'planned'],
      to: 'planned',
      by: ['unit', 'leader', 'bureau'],
      when: ['measure_complete'],
      name: { zh: '制定措施', en: 'Plan a measure' },
    },
    report: {
      from: ['planned'],
      by: ['unit', 'leader', 'bureau'],
      name: { zh: '报告进展', en: 'Report progress' },
    },
    complete: {
      from: ['planned'],
      to: 'done',
      by: ['unit', 'leader', 'bureau'],
      when: ['evidence_given'],
      name: { zh: '申请复查', en: 'Ask for the re-check' },
    },
    recheck_met: {
      from: ['open', 'analysed', 'planned', 'done'],
      to: 'closed',
      by: ['platform'],
      when: ['later_value_meets'],
      name: { zh: '复查达标，销号', en: 'Re-check met: close' },
    },
    recheck_missed: {
      from: ['done'],
      to: 'planned',
      by: ['platform', 'bureau'],
      name: { zh: '复查未达标，继续整改', en: 'Re-check missed: go on' },
    },
    close: {
      from: ['done'],
      to: 'closed',
      by: ['bureau'],
      when: ['no_indicator', 'reason_written'],
      name: { zh: '复查通过，销号', en: 'Re-check passed: close' },
    },
    waive: {
      from: ['open', 'analysed', 'planned', 'done'],
      to: 'waived',
      by: ['leader', 'bureau'],
      when: ['reason_written'],
      name: { zh: '批准不整改', en: 'Waive' },
    },
    carry_over: {
      from: ['open', 'analysed', 'planned', 'done'],
      by: ['platform', 'bureau'],
      name: { zh: '转入下一年度', en: 'Carry over to the next year' },
    },
  },
}
