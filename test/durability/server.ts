import { tmpdir } from 'node:os'
import { openApp, startWorker } from '../../src/app/index.ts'
import { httpApp, listen } from '../../src/http/index.ts'
import { SMALL_CATALOG } from '../access/small-city.ts'

/* The server that is killed: the small city on a data folder, on any free port, which it prints. */

const [folder = ''] = process.argv.slice(2)
const app = await openApp({ dataFolder: folder, catalogFolder: SMALL_CATALOG })
await startWorker(app)
const { port } = await listen(httpApp(app, tmpdir()), 0)
process.stdout.write(`ready ${port}\n`)
