import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROLES, type Role } from '../kernel/index.ts'
import { DEMO_FOLDER } from './seed.ts'

/** Someone made up, with one role at one unit. */
export interface DemonstrationAccount {
  readonly username: string
  readonly name: string
  readonly role: Role
  /** Code of the org unit. */
  readonly unit: string
}

const schema: z.ZodType<DemonstrationAccount[]> = z.array(
  z.strictObject({
    username: z.string(),
    name: z.string(),
    role: z.enum(ROLES as [Role, ...Role[]]),
    unit: z.string(),
  }),
)

/** The people of the demonstration city: one for every role, and some more where a story needs them. */
export function demonstrationPeople(): readonly DemonstrationAccount[] {
  return schema.parse(parse(readFileSync(join(DEMO_FOLDER, 'qingyuan', 'accounts.yaml'), 'utf8')))
}
