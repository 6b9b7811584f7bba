import type { QualityStory } from '../../demo/index.ts'
import { isMarked, keepMark, withinScope } from '../../store/index.ts'
import { type AppContext, wholeScope } from '../context.ts'
import type { LoadProgress } from '../load-demonstration.ts'
import { playImprovement } from './improvement.ts'
import { playApplication, playCity } from './programmes.ts'
import { playExperts, playRound } from './rounds.ts'

const MARK = 'demonstration_quality'

/**
 * Loads what was judged, improved and applied for: each step by the hands whose turn it is and by the same use cases.
 * What an interrupted run left is completed; once complete it is left to whoever works in it.
 */
export async function loadQuality(
  app: AppContext,
  story: QualityStory,
  progress: (step: LoadProgress) => void = () => undefined,
): Promise<void> {
  if (await isMarked(app.database.db, MARK)) return
  await app.units.refresh()
  const acts = [
    { label: '评议专家', play: () => playExperts(app, story) },
    ...story.rounds.map((round) => ({ label: round.title, play: () => playRound(app, story, round) })),
    { label: '诊改（演示）', play: () => playImprovement(app, story) },
    { label: '专业需求（演示）', play: () => playCity(app, story) },
    ...story.applications.map((told) => ({
      label: '新设专业申报（演示）',
      play: () => playApplication(app, story, told),
    })),
  ]
  for (const [done, { label, play }] of acts.entries()) {
    progress({ done, total: acts.length, label })
    await play()
  }
  await withinScope(app.database.db, wholeScope(2017, true), (tx) => keepMark(tx, MARK))
  progress({ done: acts.length, total: acts.length, label: '' })
}
