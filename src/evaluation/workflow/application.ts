import type { Workflow } from './workflow.ts'

export type ApplicationState =
  | 'draft'
  | 'submitted'
  | 'complete'
  | 'panel'
  | 'reviewed'
  | 'noticed'
  | 'approved'
  | 'rejected'
  | 'filed'

export type ApplicationAction =
  | 'submit'
  | 'send_back'
  | 'accept'
  | 'record_opinion'
  | 'convene'
  | 'close_panel'
  | 'announce'
  | 'object'
  | 'resolve'
  | 'approve'
  | 'reject'
  | 'file'

export type ApplicationParty = 'school' | 'bureau' | 'public'

export type ApplicationCondition =
  | 'within_window'
  | 'parts_complete'
  | 'opinion_given'
  | 'experts_drawn'
  | 'sheets_in'
  | 'panel_recommends'
  | 'within_notice'
  | 'notice_over'
  | 'no_open_objection'
  | 'reason_written'
  | 'number_given'

/** A new programme from application to filing number. */
export const applicationWorkflow: Workflow<
  ApplicationState,
  ApplicationAction,
  ApplicationParty,
  ApplicationCondition
> = {
  initial: 'draft',
  states: {
    draft: { zh: '填报中', en: 'Being written' },
    submitted: { zh: '已提交', en: 'Handed in' },
    complete: { zh: '材料齐全', en: 'Found complete' },
    panel: { zh: '专家评议中', en: 'Before the panel' },
    reviewed: { zh: '评议结束', en: 'Reviewed by the panel' },
    noticed: { zh: '公示中', en: 'On public notice' },
    approved: { zh: '同意设置', en: 'Approved' },
    rejected: { zh: '不同意设置', en: 'Rejected' },
    filed: { zh: '已备案', en: 'Filed' },
  },
  conditions: {
    within_window: { zh: '申报未截止', en: 'the time for applications is not over' },
    parts_complete: { zh: '申报材料各部分均已填写', en: 'every part of the application is filled in' },
    opinion_given: {
      zh: '国家控制类专业已有主管部门同意意见',
      en: 'the competent department has agreed to the controlled programme',
    },
    experts_drawn: { zh: '已抽取评议专家', en: 'the panel has been drawn' },
    sheets_in: { zh: '评议专家均已交表', en: 'every expert has handed in the sheet' },
    panel_recommends: { zh: '专家评议建议同意', en: 'the panel recommends approval' },
    within_notice: { zh: '公示未结束', en: 'the public notice is not over' },
    notice_over: { zh: '公示期满', en: 'the public notice is over' },
    no_open_objection: { zh: '公示期间的异议均已处理', en: 'every objection has been dealt with' },
    reason_written: { zh: '写明理由', en: 'the reason is written down' },
    number_given: { zh: '有备案号', en: 'the filing number is given' },
  },
  transitions: {
    submit: {
      from: ['draft'],
      to: 'submitted',
      by: ['school'],
      when: ['within_window', 'parts_complete'],
      name: { zh: '提交申报', en: 'Hand in' },
    },
    send_back: {
      from: ['submitted'],
      to: 'draft',
      by: ['bureau'],
      when: ['reason_written'],
      name: { zh: '退回补充', en: 'Send back' },
    },
    accept: {
      from: ['submitted'],
      to: 'complete',
      by: ['bureau'],
      when: ['parts_complete'],
      name: { zh: '确认材料齐全', en: 'Find complete' },
    },
    record_opinion: {
      from: ['complete'],
      by: ['bureau'],
      name: { zh: '登记主管部门意见', en: "Record the competent department's opinion" },
    },
    convene: {
      from: ['complete'],
      to: 'panel',
      by: ['bureau'],
      when: ['opinion_given', 'experts_drawn'],
      name: { zh: '提交专家评议', en: 'Convene the panel' },
    },
    close_panel: {
      from: ['panel'],
      to: 'reviewed',
      by: ['bureau'],
      when: ['sheets_in'],
      name: { zh: '结束评议', en: 'Close the review' },
    },
    announce: {
      from: ['reviewed'],
      to: 'noticed',
      by: ['bureau'],
      when: ['panel_recommends'],
      name: { zh: '公示', en: 'Give public notice' },
    },
    object: {
      from: ['noticed'],
      by: ['public', 'school', 'bureau'],
      when: ['within_notice', 'reason_written'],
      name: { zh: '提出异议', en: 'Object' },
    },
    resolve: {
      from: ['noticed'],
      by: ['bureau'],
      when: ['reason_written'],
      name: { zh: '处理异议', en: 'Deal with an objection' },
    },
    approve: {
      from: ['noticed'],
      to: 'approved',
      by: ['bureau'],
      when: ['notice_over', 'no_open_objection'],
      name: { zh: '同意设置', en: 'Approve' },
    },
    reject: {
      from: ['reviewed', 'noticed'],
      to: 'rejected',
      by: ['bureau'],
      when: ['reason_written'],
      name: { zh: '不同意设置', en: 'Reject' },
    },
    file: {
      from: ['approved'],
      to: 'filed',
      by: ['bureau'],
      when: ['number_given'],
      name: { zh: '备案', en: 'File' },
    },
  },
}
