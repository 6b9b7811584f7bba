import { startVitest } from 'vitest/node'

/* The whole corpus of broken files: 50 of each kind. `npm run test:broken`. */

process.env.VETTED_BROKEN ??= '50'
const vitest = await startVitest('test', ['test/excel/broken-corpus.test.ts'], { watch: false })
await vitest?.close()
