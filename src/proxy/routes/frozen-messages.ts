import type { CompressBodyResult } from '../../engine/index.ts'
import { childrenAt } from '../json/json-spans.ts'

/** What became of a list of messages of which the first are to stay as they came. */
export interface FrozenResult {
  readonly result: CompressBodyResult
  /** Said of the figures, where they are not those of the whole list. */
  readonly warnings: readonly string[]
}

/**
 * Compresses a list of messages, of which the first `frozen` must come back as they came: their provider
 * has them in its cache. What was compressed here before stays by itself, and so does most else; only where
 * it would not, the rest is compressed alone.
 */
export async function compressBehind(
  frozen: number,
  messages: string,
  run: (messages: string) => Promise<CompressBodyResult>,
): Promise<FrozenResult> {
  const result = await run(messages)
  if (frozen === 0 || headOf(result.body, frozen) === headOf(messages, frozen)) {
    return { result, warnings: [] }
  }
  const head = headOf(messages, frozen)
  const rest = await run(`[${messages.slice(head.length)}`)
  const body = head + rest.body.slice(1)
  return {
    result: { ...rest, body },
    warnings: ['config.frozen_message_count: tokens are those of the messages that follow'],
  }
}

/** A list's text up to its element `count`, or whole where it has no more. */
function headOf(list: string, count: number): string {
  const next = childrenAt(list, list.indexOf('['))[count]
  return next === undefined ? list.slice(0, list.lastIndexOf(']')) : list.slice(0, next.start)
}
