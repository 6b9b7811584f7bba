import { enableCompileCache, flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { TaskInput, TaskReply, WorkerSetup } from './host.ts'

const port = parentPort
const { compileCache } = workerData as WorkerSetup
// A thread does not inherit what its process remembers of compiled code; only then is the rest loaded.
if (compileCache !== undefined) enableCompileCache(compileCache)
if (port) {
  const { answer } = await import('./task.ts')
  let isFirst = true
  port.on('message', async (input: TaskInput) => {
    const reply = await answer(input, (progress: TaskReply) => port.postMessage(progress))
    port.postMessage(reply)
    // The thread is ended from outside, so that nothing would be kept at its end.
    if (isFirst && compileCache !== undefined) flushCompileCache()
    isFirst = false
  })
}
