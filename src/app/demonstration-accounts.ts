import { type DemonstrationAccount, demonstrationPeople } from '../demo/index.ts'
import { AppError } from '../kernel/index.ts'
import { accountByUsername } from '../store/index.ts'
import { createAccount } from './accounts/index.ts'
import { programActor } from './actor.ts'
import type { AppContext } from './context.ts'

/** Someone of the demonstration, with the word that lets them in. */
export interface ShownDemonstrationAccount extends DemonstrationAccount {
  readonly password: string
  readonly unitName: string
}

/**
 * Makes the accounts of the demonstration where they are not there yet, and tells how to sign in with them. One
 * password serves all; it follows from the key of the data folder, so that it can be told again and is no one else's.
 * What someone changed of such an account stays as it is.
 * @throws AppError ACC-030 on a server of one's own, unless it was asked for by name
 */
export async function demonstrationAccounts(
  app: AppContext,
  { onOwnServer = false }: { readonly onOwnServer?: boolean } = {},
): Promise<readonly ShownDemonstrationAccount[]> {
  if (!app.database.cluster && !onOwnServer) throw new AppError('ACC-030', {}, { kind: 'refused' })
  await app.units.refresh()
  const password = demonstrationPassword(app)
  const year = app.clock().getFullYear()
  const shown: ShownDemonstrationAccount[] = []
  for (const person of demonstrationPeople()) {
    const { username, name, role, unit } = person
    const there = await accountByUsername(app.database.db, username)
    if (!there) {
      await createAccount(app, programActor('demonstration'), {
        username,
        name,
        unit,
        grants: [{ role, unit }],
        password,
        isDemonstration: true,
      })
    }
    if (!there || there.isDemonstration) {
      shown.push({ ...person, password, unitName: app.units.find(unit, year).name })
    }
  }
  return shown
}

/** Easy to type and to read aloud; strong enough for every rule of passwords but someone's own. */
function demonstrationPassword(app: AppContext): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz'
  const digest = Buffer.from(app.secrets.derive('demonstration'), 'hex')
  const part = (from: number) =>
    [...digest.subarray(from, from + 4)].map((byte) => letters[byte % 23]).join('')
  return `Demo-${part(0)}-${part(4)}-2018`
}
