import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authOptions } from '../../src/app/accounts/auth.ts'
import { DEFAULT_SETTINGS } from '../../src/app/index.ts'
import { type SmallCity, smallCity } from './small-city.ts'

let city: SmallCity
beforeAll(async () => {
  city = await smallCity()
})
afterAll(() => city.close())

test('the tables that our migration makes are those that better-auth expects', async () => {
  const { toBeCreated, toBeAdded } = await getMigrations({
    ...authOptions(DEFAULT_SETTINGS),
    database: { db: city.app.database.db, type: 'postgres' },
  })
  expect(toBeCreated.map((table) => table.table)).toEqual([])
  expect(toBeAdded.map(({ table, fields }) => [table, Object.keys(fields)])).toEqual([])
})
