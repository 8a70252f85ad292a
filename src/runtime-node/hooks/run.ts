import { askHelper } from './helper-client.ts'
import { helperPlace } from './helper-place.ts'
import { LONGEST_BODY } from './helper-words.ts'
import { patienceIn } from './patience.ts'

/**
 * `headroom hook run AGENT`: what an agent calls with a tool's output on standard input. Writes what the agent is to
 * show the model instead, or nothing; ends with 0 whatever happens. Time counts from this process's start.
 */
export async function runHook(args: readonly string[]): Promise<void> {
  const leave = (): never => process.exit(0)
  process.on('uncaughtException', leave)
  process.on('unhandledRejection', leave)
  const wait = Math.max(1, Math.round(patienceIn(args) - performance.now()))
  setTimeout(leave, wait)
  const body = await inputOf(process.stdin)
  if (body === undefined) return leave()
  const door = { place: helperPlace(), node: process.execPath, signal: AbortSignal.timeout(wait) }
  const answer = await askHelper(door, { args: [...args, ...folderOfProject()], body })
  if (answer === undefined || answer.text === '') return leave()
  process.stdout.write(answer.text, () => {
    answer.taken()
    setImmediate(leave)
  })
}

/** The folder that a session began in, which the agent may have left since. */
function folderOfProject(): readonly string[] {
  const { CLAUDE_PROJECT_DIR: folder } = process.env
  return folder === undefined ? [] : ['--folder', folder]
}

async function inputOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    length += chunk.length
    if (length > LONGEST_BODY) return undefined
  }
  return Buffer.concat(chunks)
}
