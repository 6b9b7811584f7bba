import { openDatabase, rebuildRollup } from '../../src/store/index.ts'

/* Builds all sums anew, again and again for a few seconds, so that someone can kill it in the middle. */

const [folder = ''] = process.argv.slice(2)
const database = await openDatabase({ folder })
const end = performance.now() + 4000
while (performance.now() < end) {
  for (const year of [2016, 2017]) await database.db.transaction().execute((tx) => rebuildRollup(tx, year))
}
await database.close()
