import { isRecallTool } from '../../engine/index.ts'
import { type DoorOptions, headroomFor, type OpenHeadroom } from '../door-options.ts'
import { compressPrompt, type PromptMessage } from './compress-prompt.ts'

/** What a model is called with, as far as it is looked at. */
interface CallOptions {
  readonly prompt: readonly PromptMessage[]
  readonly tools?: readonly { readonly type: string; readonly name?: string }[]
  readonly abortSignal?: AbortSignal
}

/** What `wrapLanguageModel` takes. */
export interface HeadroomMiddleware {
  readonly specificationVersion: 'v3'
  readonly transformParams: <Params extends CallOptions>(call: {
    readonly params: Params
    readonly model: { readonly modelId: string }
  }) => Promise<Params>
}

/**
 * A middleware for the `ai` package: `wrapLanguageModel({ model, middleware: headroomMiddleware() })`.
 * Tool results are packed; they are folded only where the call offers `headroom_retrieve`.
 */
export function headroomMiddlewareOn(
  open: OpenHeadroom,
): (options?: DoorOptions) => HeadroomMiddleware {
  return (options = {}) => {
    const headroom = headroomFor(options, open)
    return {
      specificationVersion: 'v3',
      transformParams: async ({ params, model }) => {
        const recall = (params.tools ?? []).some(({ name }) => isRecallTool(name ?? ''))
        const signal = options.signal ?? params.abortSignal
        const asked = { model: model.modelId, ...options, recall }
        const prompt = await compressPrompt(
          params.prompt,
          headroom(),
          signal === undefined ? asked : { ...asked, signal },
        )
        return { ...params, prompt }
      },
    }
  }
}

/** Makes the messages of an application smaller, before they go to `generateText` or `streamText`. */
export function compressVercelMessagesOn(
  open: OpenHeadroom,
): <Message extends PromptMessage>(
  messages: readonly Message[],
  options?: DoorOptions & { readonly recall?: boolean },
) => Promise<Message[]> {
  return async (messages, options = {}) =>
    await compressPrompt(messages, headroomFor(options, open)(), options)
}
