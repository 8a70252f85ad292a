import {
  answerRecallCall,
  RECALL_ABOUT,
  RECALL_PARAMETERS,
  RECALL_TOOL,
} from '../../engine/index.ts'
import { type DoorOptions, headroomFor, type OpenHeadroom } from '../door-options.ts'

/** A schema as the Standard Schema and Standard JSON Schema interfaces (version 1) have it. */
export interface RecallSchema {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'headroom-edge'
    readonly validate: (value: unknown) => { readonly value: unknown }
    readonly jsonSchema: {
      readonly input: () => Record<string, unknown>
      readonly output: () => Record<string, unknown>
    }
  }
}

/** A tool as the `ai` package takes them. */
export interface RecallTool {
  readonly description: string
  readonly inputSchema: RecallSchema
  readonly execute: (input: unknown) => Promise<string>
}

/**
 * `headroom_retrieve` among the tools of a call, which lets the middleware fold:
 * `tools: { ...mine, ...headroomTools({ headroom }) }`. It must be the middleware's own headroom, whose
 * store holds the originals. A call that can't be answered is told so, in words.
 */
export function headroomToolsOn(
  open: OpenHeadroom,
): (options?: Pick<DoorOptions, 'headroom'>) => { readonly [RECALL_TOOL]: RecallTool } {
  return (options = {}) => {
    const headroom = headroomFor(options, open)
    const execute = async (input: unknown): Promise<string> => {
      const engine = await headroom()
      const { text } = await answerRecallCall(
        input,
        async (ref, part, bounds) => await engine.retrieve(ref, part, bounds),
      )
      return text
    }
    return { [RECALL_TOOL]: { description: RECALL_ABOUT, inputSchema: SCHEMA, execute } }
  }
}

const jsonSchema = (): Record<string, unknown> => ({ ...RECALL_PARAMETERS })

/** What is asked for wrongly is for the answer to say, so that the model can ask again. */
const SCHEMA: RecallSchema = {
  '~standard': {
    version: 1,
    vendor: 'headroom-edge',
    validate: (value) => ({ value }),
    jsonSchema: { input: jsonSchema, output: jsonSchema },
  },
}
