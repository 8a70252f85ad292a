import { type Answerer, listenAsHelper } from './helper.ts'
import { helperPlace } from './helper-place.ts'
import type { HookDesk } from './hook-desk.ts'

/** The resident helper's process: it listens first, and loads what it works with while the first asker waits. */
class LateDesk {
  #opened: Promise<HookDesk> | undefined

  async open(): Promise<HookDesk> {
    this.#opened ??= import('./hook-desk.ts').then(async ({ openHookDesk }) => await openHookDesk())
    return await this.#opened
  }

  readonly answer: Answerer = async (question, signal) =>
    await (await this.open()).answer(question, signal)
}

/** Milliseconds. */
const BEFORE_WARMING = 300

const desk = new LateDesk()
const helper = await listenAsHelper(helperPlace(), desk.answer)
if (helper === undefined) process.exit(0)
// One that can't work is no helper: the next asker starts another.
desk.open().catch(() => process.exit(1))
// After whoever waits already.
setTimeout(() => void warmUp().catch(() => undefined), BEFORE_WARMING)
await helper.ended
process.exit(0)

async function warmUp(): Promise<void> {
  await (await desk.open()).warmUp()
}
