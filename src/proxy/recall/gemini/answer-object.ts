import { numberAt, parsed } from '../../answers/json-values.ts'
import { withoutValue, withValue } from '../../json/json-edit.ts'
import { type Path, rawItemsAt } from '../../json/json-spans.ts'
import { withReplaced, withSum } from '../sums.ts'
import { isOurCall, PARTS } from './parts.ts'

/** Tokens that an answer put out, said and thought apart, as the provider names them. */
export interface Output {
  readonly said: number
  readonly thought: number
}

/** An answer that has not said anything yet. */
export const NO_OUTPUT: Output = { said: 0, thought: 0 }

/** What an answer, or an event of one, says it put out; `undefined` where it says nothing. */
export function outputOf(answer: unknown): Output | undefined {
  const said = numberAt(answer, 'usageMetadata', 'candidatesTokenCount')
  const thought = numberAt(answer, 'usageMetadata', 'thoughtsTokenCount')
  if (said === undefined && thought === undefined) return undefined
  return { said: said ?? 0, thought: thought ?? 0 }
}

/** Both together. */
export function sumOf(one: Output, other: Output): Output {
  return { said: one.said + other.said, thought: one.thought + other.thought }
}

/** What answers before this one told, in its place. */
export interface Earlier {
  readonly output: Output
  /** The first answer's id, in JSON text. */
  readonly id: string | undefined
}

/** A later answer as a part of the first. */
export function asFirst(json: string, { output, id }: Earlier): string {
  const named = withReplaced(json, ['responseId'], id)
  const said = withSum(named, ['usageMetadata', 'candidatesTokenCount'], output.said)
  const thought = withSum(said, ['usageMetadata', 'thoughtsTokenCount'], output.thought)
  return withSum(thought, ['usageMetadata', 'totalTokenCount'], output.said + output.thought)
}

/** An answer without our calls among its parts. */
export function withoutOurs(json: string): string {
  const raws = rawItemsAt(json, PARTS)
  const shown = raws.filter((raw) => !isOurCall(parsed(raw)))
  return shown.length === raws.length ? json : withValue(json, PARTS, `[${shown.join(',')}]`)
}

const FINISH: Path = ['candidates', 0, 'finishReason']

/** An answer without word of its end. */
export function withoutEnd(json: string): string {
  return withoutValue(json, FINISH)
}

/** Clients take an end without any part for a broken answer; an empty text is how providers end, too. */
export function withSomePart(json: string): string {
  return rawItemsAt(json, PARTS).length > 0 ? json : withReplaced(json, PARTS, '[{"text":""}]')
}
