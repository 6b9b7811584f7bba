import type { Inline as TemplateInline } from '../template/template.ts'
import { type Filled, filled, NOTHING, words } from './figures.ts'
import type { ReportRun, Setting } from './run.ts'
import { tidy } from './tidy.ts'

/** “，主要原因是……” from what people wrote to the findings about an indicator; nothing where nobody wrote. */
export function fillReason(
  run: ReportRun,
  inline: Extract<TemplateInline, { kind: 'reason' }>,
  setting: Setting,
): Filled {
  const reasons = reasonsAbout(run, setting.unitId, inline.name)
  if (reasons.length === 0) return NOTHING
  const text = reasons.map((reason) => withoutStop(reason.text)).join('；')
  return filled(
    words(inline.before),
    { kind: 'text', text, origin: 'data', source: `explanation:${reasons[0]?.check}` },
    ...(inline.after === '' ? [] : [words(inline.after)]),
  )
}

export function reasonsAbout(run: ReportRun, unitId: number, name: string) {
  const said = new Set<string>()
  return run.sources.reasons(unitId, run.year).filter(({ check, text }) => {
    const about = run.catalog.checks.inForce(check, run.year)?.about ?? []
    if (!about.includes(name) || said.has(text)) return false
    said.add(text)
    return true
  })
}

/** A clause within a sentence: the lead-in and the stop that the writer gave it are ours to set. */
function withoutStop(text: string): string {
  return tidy(text)
    .replace(/^(主要)?原因(是|为)[：:]?/, '')
    .replace(/[。；，.;]+$/, '')
}
