import { watchDownloads } from './downloads.ts'
import type { AnswerMessage, CallMessage, EngineCalls } from './protocol.ts'

const tell = (message: AnswerMessage): void => self.postMessage(message)

watchDownloads((download) => tell({ download }))

/** The engine comes in behind the page; calls that are early wait for it. */
const opening: Promise<EngineCalls> = import('./session.ts').then(({ openSession }) =>
  openSession(tell),
)

self.addEventListener('message', async ({ data }: MessageEvent<CallMessage>) => {
  const { id, method, given } = data
  try {
    const calls = await opening
    const value = await (calls[method] as (...values: readonly unknown[]) => unknown)(...given)
    tell({ id, value })
  } catch (error) {
    tell({ id, error: error instanceof Error ? error.message : String(error) })
  }
})
