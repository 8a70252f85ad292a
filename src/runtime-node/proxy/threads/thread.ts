import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { type BlockDecision, readRequestBody, type StopSignal } from '../../../engine/index.ts'
import { openOriginals } from '../../open-originals.ts'
import { headroomsOn } from './headrooms-on.ts'
import type { Answer, Task, ThreadSettings } from './task.ts'

/** The program of a thread: decides one body after the other, and keeps the originals of what it leaves out. */
async function serve(port: MessagePort, settings: ThreadSettings): Promise<void> {
  const answer = (said: Answer): void => port.postMessage(said)
  const store = await openOriginals({
    onUnreadable: (reason) => answer({ unreadable: reason }),
    ...settings,
  })
  const headroomFor = headroomsOn(store)
  const decide = async (task: Task): Promise<readonly BlockDecision[] | undefined> => {
    const { scope, bytes, compressUser, options, known } = task
    const body = readRequestBody(bytes, { compressUser })
    if (body === undefined) return undefined
    const headroom = await headroomFor(scope)
    return await headroom.decideRead(body, { known, signal: signalOf(task), ...options })
  }
  port.on('message', (task: Task) => {
    // Whatever went wrong goes wrong again where it is told.
    decide(task).then(
      (decided) => answer({ decided }),
      () => answer({ decided: undefined }),
    )
  })
}

/** It is read while the thread works, when no message would reach it. */
function signalOf({ stop }: Task): StopSignal {
  const isStopped = (): boolean => Atomics.load(stop, 0) !== 0
  const reason = new Error('nobody waits for it any more')
  return {
    reason,
    get aborted(): boolean {
      return isStopped()
    },
    throwIfAborted: () => {
      if (isStopped()) throw reason
    },
  }
}

if (parentPort !== null) await serve(parentPort, workerData as ThreadSettings)
