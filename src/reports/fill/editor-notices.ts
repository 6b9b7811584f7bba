import { definitionOf } from '../../catalog/index.ts'
import { differenceOf } from './figures.ts'
import { reasonsAbout } from './reason.ts'
import type { ReportRun } from './run.ts'

/**
 * The trade gives a reason for every fall. Where a printed indicator got worse, or a quantity shrank, and nobody wrote
 * why, the editor is told.
 */
export function noReasonNotices(run: ReportRun): void {
  for (const fact of run.facts()) {
    if (fact.measure !== 'change' || fact.unit !== run.unit.code) continue
    const subject = run.subjects.find(
      (candidate) =>
        candidate.what.name === fact.name &&
        candidate.what.cell === fact.cell &&
        candidate.unit.code === fact.unit,
    )
    const difference = subject && differenceOf(run, subject)
    if (!subject || !difference || difference.sign === 0) continue
    const worse = subject.what.better === 'lower' ? difference.sign > 0 : difference.sign < 0
    if (!worse || reasonsAbout(run, run.unit.id, fact.name).length > 0) continue
    const { zh, en } = definitionOf(run.catalog, fact.name, run.year)?.definition.name ?? fact.label
    run.notice('reason_missing', `“${zh}”变差，没有写明原因`, `"${en}" got worse and no reason is written`)
  }
}
