import { expect } from 'vitest'
import { childrenAt, spanAt } from '../../src/proxy/json/json-spans.ts'
import { expandBody, findRefs } from '../../src/runtime-node/index.ts'
import { type Heard, hear, LISTS, type Said } from '../proxy/model-request.ts'
import type { Result } from './clients/agent.ts'
import type { Outcome } from './stage.ts'
import { LAST_WORDS, type Task } from './tasks.ts'

/** The agent did all of it, and nothing was sent that a provider would refuse. */
export function expectDone({ status, stdout, stderr, files, faults }: Outcome, task: Task): void {
  expect([status, stdout], stderr).toEqual([0, expect.stringContaining(LAST_WORDS)])
  const written = Object.entries(files).map(([path, text]) => [path, text.replace(/\n$/, '')])
  const wanted = Object.entries(task.outcome).map(([path, text]) => [path, text.replace(/\n$/, '')])
  expect(written).toEqual(wanted)
  expect(faults).toEqual([])
}

/** How a task ended. */
export function resultOf({ status, stdout, files }: Outcome, { outcome }: Task): Result {
  const isWritten = Object.entries(outcome).every(
    ([path, text]) => files[path]?.trim() === text.trim(),
  )
  if (status !== 0) return 'gives up'
  return isWritten && stdout.includes(LAST_WORDS) ? 'done' : 'stops short'
}

/** All that the agent said reached the model: as it came, packed, or folded and in the store. */
export async function expectNothingLost(
  { sent, heard }: Outcome,
  retrieve: (ref: string) => Promise<string>,
): Promise<void> {
  expect(heard.length).toBe(sent.length)
  for (const [at, asked] of sent.entries()) {
    const { path, raw } = heard[at] ?? expect.unreachable()
    const reached = hear(path, await expandBody(raw)).said.filter((one) => !isPrivate(one))
    const whole = await Promise.all(reached.map(async (one) => await wholeOf(one, retrieve)))
    expect(whole).toEqual(asked.said)
  }
}

const isPrivate = ({ kind, id }: Said): boolean =>
  (kind === 'call' || kind === 'result') && id.startsWith('p')

async function wholeOf(said: Said, retrieve: (ref: string) => Promise<string>): Promise<Said> {
  if (said.kind !== 'result') return said
  const [ref, ...others] = findRefs(said.text)
  expect(others).toEqual([])
  return ref === undefined ? said : { ...said, text: await retrieve(ref) }
}

/** What the model is sent begins with what it was sent the turn before, byte for byte where the agent's own does. */
export function expectAppendOnly({ sent, heard }: Outcome): void {
  for (const { tools } of heard) expect(tools).toEqual(heard[0]?.tools)
  for (let turn = 1; turn < heard.length; turn++) {
    const [asked, askedNext] = [sent[turn - 1], sent[turn]].map(messagesIn)
    const [reached, reachedNext] = [heard[turn - 1], heard[turn]].map(messagesIn)
    expect(askedNext?.slice(0, asked?.length)).toEqual(asked)
    expect(reachedNext?.slice(0, reached?.length)).toEqual(reached)
    if (isBytePrefix(sent[turn - 1], sent[turn])) {
      expect([turn, isBytePrefix(heard[turn - 1], heard[turn])]).toEqual([turn, true])
    }
  }
}

/** What providers cache: markers may move, and one text may stand for a list of it. */
function messagesIn(heard: Heard | undefined): readonly string[] {
  if (heard === undefined) return []
  const list = JSON.parse(heard.raw)[LISTS[heard.format]] as readonly object[]
  return list.map((message) =>
    JSON.stringify(message, (key, value) => {
      if (key === 'cache_control') return undefined
      return key === 'content' && typeof value === 'string'
        ? [{ type: 'text', text: value }]
        : value
    }),
  )
}

/** True where a body has all bytes of the one before it, up to the end of what was said. */
export function isBytePrefix(before: Heard | undefined, after: Heard | undefined): boolean {
  if (before === undefined || after === undefined) return false
  const list = spanAt(before.raw, [LISTS[before.format]]) ?? expect.unreachable()
  const end = childrenAt(before.raw, list.start).at(-1)?.value.end ?? 0
  return after.raw.slice(0, end) === before.raw.slice(0, end)
}
