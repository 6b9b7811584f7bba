import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppContext, closeApp, loadDemonstration, openApp } from '../../src/app/index.ts'
import { demonstration } from '../../src/demo/index.ts'

/** The demonstration in a database of its own, for as long as the work lasts. */
export async function withDemonstration<T>(work: (app: AppContext) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-bench-'))
  try {
    const app = await openApp({ dataFolder: folder })
    try {
      await loadDemonstration(app, demonstration(), () => undefined)
      return await work(app)
    } finally {
      await closeApp(app)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
