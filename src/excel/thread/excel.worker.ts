import { parentPort, workerData } from 'node:worker_threads'
import { assembleCatalog } from '../../catalog/index.ts'
import { AppError } from '../../kernel/index.ts'
import { readReturn } from '../import/read-return.ts'
import { returnedFile } from '../returned.ts'
import { makeTemplate } from '../template/template.ts'
import { writeWorkbook } from '../workbook.ts'
import type { Answer, Task, ThreadData } from './messages.ts'

/*
 * Reads and annotates files away from the thread that serves people. Keeps its catalog between tasks.
 */

const { rawCatalog } = workerData as ThreadData
const catalog = assembleCatalog(rawCatalog)
const port = parentPort
if (!port) throw new Error('this module runs as a worker')

/** Events that may be under way at once: while one is worked on, the next is made. */
const IN_FLIGHT = 3

let underWay = 0
let goOn: (() => void) | undefined

function say(answer: Answer): void {
  port?.postMessage(answer)
}

async function room(): Promise<void> {
  if (underWay < IN_FLIGHT) return
  await new Promise<void>((resolve) => {
    goOn = resolve
  })
}

async function run(task: Task): Promise<void> {
  underWay = 0
  try {
    if (task.kind === 'annotate') {
      const bytes = await returnedFile(task.name, task.bytes, task.remarks)
      say({ kind: 'done', bytes })
      return
    }
    if (task.kind === 'template') {
      const { workbook } = makeTemplate({ ...task.contents, catalog })
      say({ kind: 'done', bytes: await writeWorkbook(workbook) })
      return
    }
    for await (const event of readReturn(task.name, task.bytes, { ...task.target, catalog })) {
      await room()
      underWay += 1
      say({ kind: 'event', event })
    }
    say({ kind: 'done' })
  } catch (error) {
    if (error instanceof AppError) {
      say({ kind: 'refused', code: error.code, params: error.params, problem: error.kind })
    } else say({ kind: 'failed', message: (error as Error)?.stack ?? String(error) })
  }
}

port.on('message', (message: Task | 'next') => {
  if (message === 'next') {
    underWay -= 1
    goOn?.()
    goOn = undefined
  } else void run(message)
})
