import type { GatewayDesk } from './desk.ts'
import type { FoundString } from './free-strings.ts'
import { type Edit, JsonSpans, splice } from './json-spans.ts'
import { LONGEST_MESSAGE } from './line-splitter.ts'

/** What produced a text: the words of the call tell what of it matters. */
export interface Origin {
  readonly name: string
  readonly arguments: unknown
  /** The client can ask for what is left out. */
  readonly canRecall: boolean
  readonly signal: AbortSignal
}

/** The answer with the texts in it made small where they can be; `undefined` where nothing of it changes. */
export async function shrinkTexts(
  desk: GatewayDesk,
  { text, found }: { readonly text: string; readonly found: readonly FoundString[] },
  origin: Origin,
): Promise<string | undefined> {
  const small = new Map<string, string>()
  for (const { text: one } of found) {
    if (!small.has(one) && one.length <= LONGEST_MESSAGE)
      small.set(one, await shrink(desk, one, origin))
  }
  const changed = found.filter(({ text: one }) => (small.get(one) ?? one) !== one)
  if (changed.length === 0 || desk.observe || origin.signal.aborted) return undefined
  const spans = new JsonSpans(text)
  const edits = changed.flatMap(({ path, text: one }): Edit[] => {
    const span = spans.at(path)
    return span === undefined ? [] : [{ ...span, text: JSON.stringify(small.get(one)) }]
  })
  return splice(text, edits)
}

/** The text as it is where anything goes wrong: a full disk costs the saving alone. */
async function shrink(
  { headroom, preset, savings }: GatewayDesk,
  text: string,
  origin: Origin,
): Promise<string> {
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
    savings.add(name, { tokensBefore, tokensAfter })
    const answer: unknown = messages[1]?.content
    return typeof answer === 'string' ? answer : text
  } catch {
    return text
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
