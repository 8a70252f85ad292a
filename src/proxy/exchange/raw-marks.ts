import type { RequestBody } from '../../engine/index.ts'
import { hexDigest } from '../access/hex-digest.ts'

/** What was said in a request, and to whom. */
export type Said = Pick<RequestBody['conversation'], 'model' | 'messages'>

/** Names a request that a provider refused as we had made it: all that was said in it. */
export interface RawMark {
  /** How many messages were said. */
  readonly said: number
  /** Of the model and of those messages. */
  readonly digest: string
}

/** Marks of conversations that begin alike; the oldest give way. */
const MOST_MARKS = 16

/** The marks, and the request's own. */
export async function withMark(marks: readonly RawMark[], said: Said): Promise<readonly RawMark[]> {
  const texts = textsOf(said)
  const mark = { said: texts.length, digest: await digestOf(said, texts) }
  const others = marks.filter(({ digest }) => digest !== mark.digest)
  return [...others, mark].slice(-MOST_MARKS)
}

/**
 * True for a request that goes on from one that was refused: it begins with all that was said there.
 * Conversations that only began alike are not meant.
 */
export async function goesOnRaw(marks: readonly RawMark[], said: Said): Promise<boolean> {
  if (marks.length === 0) return false
  const texts = textsOf(said)
  for (const mark of marks) {
    if (mark.said > texts.length) continue
    if ((await digestOf(said, texts.slice(0, mark.said))) === mark.digest) return true
  }
  return false
}

/**
 * Messages as texts, however they are split into blocks: some clients write old ones otherwise. What
 * instructs the model is left out, since it changes within some conversations.
 */
function textsOf({ messages }: Said): readonly string[] {
  return messages
    .filter(({ role }) => role !== 'system')
    .map(({ role, blocks }) => role + blocks.map(({ text }) => text).join(''))
}

async function digestOf({ model }: Said, texts: readonly string[]): Promise<string> {
  return await hexDigest(JSON.stringify([model, ...texts]))
}
