import type { Speech } from '../../i18n/language.tsx'
import type { StepForm } from '../parts/StepBar.tsx'

/** What each step of a score sheet asks for, and what follows from it. */
export function sheetForms(t: Speech['t']): Readonly<Record<string, StepForm>> {
  const reason = { name: 'reason', label: t('quality.reason'), kind: 'text' } as const
  return {
    submit: { fields: [], text: t('eval.step.submit') },
    send_back: { fields: [{ name: 'remark', label: t('quality.remark'), kind: 'text' }] },
    assign: { fields: [], text: t('eval.step.assign') },
    close_scoring: { fields: [], text: t('eval.step.close_scoring') },
    reopen_scoring: { fields: [reason], text: t('eval.step.reopen_scoring') },
    notify: { fields: [], text: t('eval.step.notify') },
    accept: { fields: [], text: t('eval.step.accept') },
    reply: {
      fields: [{ name: 'text', label: t('eval.reply'), kind: 'text' }],
      text: t('eval.step.reply'),
    },
    confirm: { fields: [], text: t('eval.step.confirm') },
    publish: { fields: [], text: t('eval.step.publish') },
  }
}
