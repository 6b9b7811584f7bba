import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../kernel/index.ts'
import { verifyText } from '../verify.ts'
import type { TaskInput, TaskReply } from './host.ts'
import { extractHere } from './index.ts'
import { nodePdfAssets } from './pdf-node.ts'

const port = parentPort
if (port) {
  const send = (reply: TaskReply) => port.postMessage(reply)
  run(workerData as TaskInput, send).catch((error: unknown) => {
    if (error instanceof AppError) send({ type: 'refused', code: error.code, params: error.params })
    else if (error instanceof Error)
      send({ type: 'failed', message: error.message, stack: error.stack ?? '' })
    else send({ type: 'failed', message: String(error), stack: '' })
  })
}

async function run(
  { task, bytes, file, limits }: TaskInput,
  send: (reply: TaskReply) => void,
): Promise<void> {
  const extracted = await extractHere(bytes, file, limits, nodePdfAssets())
  if (task.do === 'extract') {
    send({ type: 'done', extracted })
    return
  }
  let told = 0
  const progress = (done: number, of: number) => {
    if (done - told < of / 50 && done < of) return
    told = done
    send({ type: 'progress', done, of })
  }
  send({ type: 'done', extracted, verdict: verifyText(extracted, { ...task.options, progress }) })
}
