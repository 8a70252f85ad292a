import {
  type AnswerReader,
  type AnswerUsage,
  defined,
  joinedTelling,
  type Telling,
} from '../answer-facts.ts'
import { numberAt, parsed, textAt, valueAt } from '../json-values.ts'

/** Gemini's answers: events, one whole answer, or the list of answers that comes without `alt=sse`. */
export const geminiReader: AnswerReader = {
  matters: () => true,
  read: (data) => readWhole(parsed(data)),
  readWhole,
}

function readWhole(value: unknown): Telling {
  if (!Array.isArray(value)) return tellingOf(value)
  return value.map(tellingOf).reduce(joinedTelling, {})
}

function tellingOf(value: unknown): Telling {
  const blocked = textAt(value, 'promptFeedback', 'blockReason')
  const stopReason = textAt(value, 'candidates', 0, 'finishReason') ?? blocked
  return defined({
    model: textAt(value, 'modelVersion'),
    usage: usageOf(valueAt(value, 'usageMetadata')),
    stopReason,
    isTerminated: stopReason === undefined ? undefined : true,
    error: errorOf(valueAt(value, 'error')),
  })
}

function errorOf(error: unknown): string | undefined {
  if (error === undefined || error === null) return undefined
  return textAt(error, 'status') ?? 'error'
}

function usageOf(usage: unknown): AnswerUsage {
  const said = numberAt(usage, 'candidatesTokenCount')
  const thought = numberAt(usage, 'thoughtsTokenCount')
  const isKnown = said !== undefined || thought !== undefined
  return defined({
    input: numberAt(usage, 'promptTokenCount'),
    output: isKnown ? (said ?? 0) + (thought ?? 0) : undefined,
    cacheRead: numberAt(usage, 'cachedContentTokenCount'),
  })
}
