import { getHeapStatistics } from 'node:v8'
import { AppError } from '../../kernel/index.ts'
import { verifyText } from '../verify.ts'
import type { Stage, TaskInput, TaskReply } from './host.ts'
import { extractHere } from './index.ts'
import { nodePdfAssets } from './pdf-node.ts'

/** Does a task in the thread that it is called in; whatever goes wrong comes back as a reply. */
export async function answer(input: TaskInput, tell: (progress: TaskReply) => void): Promise<TaskReply> {
  try {
    return await done(input, tell)
  } catch (error) {
    if (error instanceof AppError) return { type: 'refused', code: error.code, params: error.params }
    if (error instanceof Error) return { type: 'failed', message: error.message, stack: error.stack ?? '' }
    return { type: 'failed', message: String(error), stack: '' }
  }
}

async function done(
  { task, bytes, file, limits }: TaskInput,
  tell: (progress: TaskReply) => void,
): Promise<TaskReply> {
  const extracted = await extractHere(bytes, file, limits, nodePdfAssets(), seldom('page', tell))
  const held = () => getHeapStatistics().used_heap_size
  if (task.do === 'extract') return { type: 'done', extracted, held: held() }
  const verdict = verifyText(extracted, { ...task.options, progress: seldom('block', tell) })
  return { type: 'done', extracted, verdict, held: held() }
}

/** Tells of progress fifty times at most in each stage. */
function seldom(stage: Stage, tell: (progress: TaskReply) => void) {
  let told = 0
  return (done: number, of: number) => {
    if (done - told < of / 50 && done < of) return
    told = done
    tell({ type: 'progress', stage, done, of })
  }
}
