import type { Application } from '../../../http/contract/programmes.ts'
import type { Speech } from '../../i18n/language.tsx'
import type { StepForm } from '../parts/StepBar.tsx'

/** What each step of an application asks for, and what follows from it. */
export function applicationForms(
  { objections }: Pick<Application, 'objections'>,
  t: Speech['t'],
): Readonly<Record<string, StepForm>> {
  const reason = { name: 'reason', label: t('quality.reason'), kind: 'text' } as const
  return {
    submit: { fields: [], text: t('prog.step.submit') },
    send_back: { fields: [{ name: 'remark', label: t('quality.remark'), kind: 'text' }] },
    accept: { fields: [], text: t('prog.step.accept') },
    record_opinion: {
      fields: [
        {
          name: 'agrees',
          label: t('prog.opinion'),
          kind: 'choice',
          options: [
            { value: 'yes', text: t('prog.opinion_agrees') },
            { value: 'no', text: t('prog.opinion_disagrees') },
          ],
        },
        { name: 'document', label: t('prog.opinion_document') },
        { name: 'text', label: t('prog.opinion_text'), kind: 'text', isOptional: true },
      ],
      body: ({ agrees, document, text = '' }) => ({ agrees: agrees === 'yes', document, text }),
    },
    convene: { fields: [], text: t('prog.step.convene') },
    close_panel: { fields: [], text: t('prog.step.close_panel') },
    announce: { fields: [], text: t('prog.step.announce') },
    object: {
      fields: [
        { name: 'text', label: t('prog.objection'), kind: 'text' },
        { name: 'raisedBy', label: t('prog.raised_by'), isOptional: true },
      ],
    },
    resolve: {
      fields: [
        {
          name: 'objection',
          label: t('prog.objection'),
          kind: 'choice',
          options: objections
            .filter(({ answer }) => answer === undefined)
            .map(({ id, text }) => ({ value: id, text: text.slice(0, 40) })),
        },
        { name: 'text', label: t('prog.objection_answer'), kind: 'text' },
        {
          name: 'upheld',
          label: t('prog.upheld'),
          kind: 'choice',
          options: [
            { value: 'no', text: t('prog.upheld_no') },
            { value: 'yes', text: t('prog.upheld_yes') },
          ],
        },
      ],
      body: ({ objection, text, upheld }) => ({ objection, text, upheld: upheld === 'yes' }),
    },
    approve: { fields: [{ ...reason, isOptional: true }], text: t('prog.step.approve') },
    reject: { fields: [reason] },
    file: {
      fields: [{ name: 'number', label: t('prog.number'), isOptional: true, hint: t('prog.number_hint') }],
    },
  }
}
