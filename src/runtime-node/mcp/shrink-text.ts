import type { LocalHeadroom, Preset } from '../index.ts'

/** What makes a text small. */
export interface Shrinker {
  readonly headroom: Pick<LocalHeadroom, 'compress'>
  readonly preset: Preset
}

/** What produced a text: the words of the call tell what of it matters. */
export interface Origin {
  readonly name: string
  readonly arguments: unknown
  /** The client can ask for what is left out. */
  readonly canRecall: boolean
  readonly signal: AbortSignal
}

/** A tool's text, and what it would have cost as it was. */
export interface Shrunk {
  readonly text: string
  readonly tokensBefore: number
  readonly tokensAfter: number
}

/** One result of a tool, made small where it can be; as it is where anything goes wrong. */
export async function shrinkText(
  { headroom, preset }: Shrinker,
  text: string,
  origin: Origin,
): Promise<Shrunk> {
  const { name, canRecall: recall, signal } = origin
  try {
    const call = { name, arguments: wordsOf(origin.arguments) }
    const { messages, tokensBefore, tokensAfter } = await headroom.compress(
      [
        {
          role: 'assistant',
          content: '',
          tool_calls: [{ id: '1', type: 'function', function: call }],
        },
        { role: 'tool', tool_call_id: '1', content: text },
      ],
      { preset, recall, signal },
    )
    const answer: unknown = messages[1]?.content
    return { text: typeof answer === 'string' ? answer : text, tokensBefore, tokensAfter }
  } catch {
    return { text, tokensBefore: 0, tokensAfter: 0 }
  }
}

/**
 * The words of a call, which tell what of its result matters. Long texts among them are cut: a result that
 * repeats one would be shown as "as in your call", and whoever holds the result alone could not read it.
 */
function wordsOf(given: unknown): string {
  return JSON.stringify(given ?? {}, (_, value: unknown) =>
    typeof value === 'string' ? value.slice(0, LONGEST_WORDS) : value,
  )
}

const LONGEST_WORDS = 150
