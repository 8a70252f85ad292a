import { type Origin, shrinkText } from '../shrink-text.ts'
import type { GatewayDesk } from './desk.ts'
import type { FoundString } from './free-strings.ts'
import { type Edit, JsonSpans, splice } from './json-spans.ts'
import { LONGEST_MESSAGE } from './line-splitter.ts'

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

/** A text that can't be made small costs the saving alone, and no call. */
async function shrink(desk: GatewayDesk, text: string, origin: Origin): Promise<string> {
  const { text: small, ...figures } = await shrinkText(desk, text, origin)
  if (figures.tokensBefore > 0) desk.savings.add(origin.name, figures)
  return small
}
