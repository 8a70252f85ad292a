import { isEngineError } from '../../engine/index.ts'

/** What a tool gives back, as the protocol has it. */
export interface ToolAnswer {
  [key: string]: unknown
  content: { type: 'text'; text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
}

/** A text for the model, and the same as values for programs. */
export function answerOf(text: string, structured: Record<string, unknown>): ToolAnswer {
  return { content: [{ type: 'text', text }], structuredContent: structured }
}

/** What went wrong, in words that say what would be right; never a stack. */
function failureOf(error: unknown): ToolAnswer {
  const text = isEngineError(error) ? error.message : 'it failed; the original is unharmed'
  return { content: [{ type: 'text', text }], isError: true }
}

/** A tool's work, whose failures are answers, too; a cancellation stays one. */
export async function answered(
  signal: AbortSignal,
  work: () => Promise<ToolAnswer>,
): Promise<ToolAnswer> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted) throw error
    return failureOf(error)
  }
}
