import type { Actor } from './actor.ts'
import type { AppContext } from './context.ts'
import { ownerKindOf } from './evaluation/evidence.ts'
import { unitOf } from './evaluation/place.ts'
import { dropEvidence } from './evaluation/self.ts'
import { dropProblemEvidence } from './improvement/problems.ts'
import { dropApplicationFile } from './programmes/applications.ts'

/**
 * Takes a file off what it was handed in for, while that is still open: a self-assessment, a problem, an application.
 * The bytes stay in the database for the trail.
 */
export async function takeOffFile(app: AppContext, actor: Actor, id: string): Promise<void> {
  const { unit, year } = await unitOf(app, 'evidence', id)
  switch (await ownerKindOf(app, unit, year, id)) {
    case 'evaluation':
      return dropEvidence(app, actor, id)
    case 'problem':
      return dropProblemEvidence(app, actor, id)
    case 'application':
      return dropApplicationFile(app, actor, id)
  }
}
