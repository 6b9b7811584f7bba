import type { Workflow } from './workflow.ts'

export type EvaluationState =
  | 'open'
  | 'submitted'
  | 'scoring'
  | 'scored'
  | 'notified'
  | 'replied'
  | 'confirmed'
  | 'published'

export type EvaluationAction =
  | 'submit'
  | 'send_back'
  | 'assign'
  | 'replace_expert'
  | 'close_scoring'
  | 'reopen_scoring'
  | 'rule'
  | 'notify'
  | 'accept'
  | 'reply'
  | 'answer'
  | 'confirm'
  | 'publish'

/** The evaluated unit, the bureau that runs the round, its experts, and the chief among them. */
export type EvaluationParty = 'unit' | 'bureau' | 'expert' | 'chief'

export type EvaluationCondition =
  | 'self_complete'
  | 'within_self_time'
  | 'within_scoring_time'
  | 'experts_drawn'
  | 'sheets_in'
  | 'nothing_open'
  | 'within_reply_time'
  | 'reply_time_over'

/** One subject's way through a round, from self-assessment to the published result. */
export const evaluationWorkflow: Workflow<
  EvaluationState,
  EvaluationAction,
  EvaluationParty,
  EvaluationCondition
> = {
  initial: 'open',
  states: {
    open: { zh: '自评中', en: 'Self-assessment' },
    submitted: { zh: '已提交自评', en: 'Self-assessment handed in' },
    scoring: { zh: '专家评分中', en: 'Experts are scoring' },
    scored: { zh: '评分结束', en: 'Scoring closed' },
    notified: { zh: '结果已告知', en: 'Result told to the unit' },
    replied: { zh: '单位有意见', en: 'The unit has replied' },
    confirmed: { zh: '结果已确认', en: 'Result confirmed' },
    published: { zh: '已公布', en: 'Published' },
  },
  conditions: {
    self_complete: { zh: '自评要点已全部评完', en: 'every criterion is self-assessed' },
    within_self_time: { zh: '自评未截止', en: 'the time for self-assessment is not over' },
    within_scoring_time: { zh: '评分未截止', en: 'the time for scoring is not over' },
    experts_drawn: { zh: '已抽取专家', en: 'experts have been drawn' },
    sheets_in: { zh: '专家均已交评分表', en: 'every expert has handed in the sheet' },
    nothing_open: {
      zh: '没有待补数据、待评或待仲裁的要点',
      en: 'no criterion is waiting for data, marks or a ruling',
    },
    within_reply_time: { zh: '陈述意见未截止', en: 'the time for a reply is not over' },
    reply_time_over: { zh: '陈述意见已截止', en: 'the time for a reply is over' },
  },
  transitions: {
    submit: {
      from: ['open'],
      to: 'submitted',
      by: ['unit'],
      when: ['within_self_time', 'self_complete'],
      name: { zh: '提交自评', en: 'Hand in the self-assessment' },
    },
    send_back: {
      from: ['submitted'],
      to: 'open',
      by: ['bureau'],
      name: { zh: '退回自评', en: 'Send the self-assessment back' },
    },
    assign: {
      from: ['submitted'],
      to: 'scoring',
      by: ['bureau'],
      when: ['experts_drawn'],
      name: { zh: '开始专家评分', en: 'Begin scoring' },
    },
    replace_expert: {
      from: ['scoring'],
      by: ['bureau'],
      name: { zh: '更换专家', en: 'Replace an expert' },
    },
    close_scoring: {
      from: ['scoring'],
      to: 'scored',
      by: ['bureau'],
      when: ['sheets_in'],
      name: { zh: '结束评分', en: 'Close scoring' },
    },
    reopen_scoring: {
      from: ['scored'],
      to: 'scoring',
      by: ['bureau'],
      name: { zh: '重新开放评分', en: 'Open scoring again' },
    },
    rule: {
      from: ['scored'],
      by: ['chief', 'bureau'],
      name: { zh: '仲裁', en: 'Rule' },
    },
    notify: {
      from: ['scored'],
      to: 'notified',
      by: ['bureau'],
      when: ['nothing_open'],
      name: { zh: '告知结果', en: 'Tell the unit the result' },
    },
    accept: {
      from: ['notified'],
      to: 'confirmed',
      by: ['unit'],
      name: { zh: '认可结果', en: 'Accept the result' },
    },
    reply: {
      from: ['notified'],
      to: 'replied',
      by: ['unit'],
      when: ['within_reply_time'],
      name: { zh: '陈述意见', en: 'Reply' },
    },
    answer: {
      from: ['replied'],
      to: 'notified',
      by: ['bureau'],
      name: { zh: '答复意见', en: 'Answer the reply' },
    },
    confirm: {
      from: ['notified'],
      to: 'confirmed',
      by: ['bureau'],
      when: ['reply_time_over', 'nothing_open'],
      name: { zh: '确认结果', en: 'Confirm the result' },
    },
    publish: {
      from: ['confirmed'],
      to: 'published',
      by: ['bureau'],
      name: { zh: '公布', en: 'Publish' },
    },
  },
}
