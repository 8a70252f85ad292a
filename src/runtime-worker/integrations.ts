import { once } from '../engine/index.ts'
import {
  compressVercelMessagesOn,
  headroomLangChainOn,
  headroomMiddlewareOn,
  headroomProcessorOn,
  headroomToolsOn,
  sharedContextOn,
} from '../integrations/index.ts'
import { createHeadroom } from './index.ts'

export type {
  ContextEntry,
  ContextStats,
  DoorOptions,
  HeadroomMiddleware,
  LangChainMiddleware,
  MastraProcessor,
  RecallTool,
  SharedContextOptions,
} from '../integrations/index.ts'

/** The doors' own engine: opened at the first call, with what this runtime has by default. */
const open = once(createHeadroom)

/** A middleware for `wrapLanguageModel` of the `ai` package. */
export const headroomMiddleware: ReturnType<typeof headroomMiddlewareOn> =
  headroomMiddlewareOn(open)
/** `headroom_retrieve` among the tools of the `ai` package, so that the middleware may fold. */
export const headroomTools: ReturnType<typeof headroomToolsOn> = headroomToolsOn(open)
/** Makes messages smaller before they go to `generateText` or `streamText`. */
export const compressVercelMessages: ReturnType<typeof compressVercelMessagesOn> =
  compressVercelMessagesOn(open)
/** A middleware for LangChain's `createAgent`. */
export const headroomLangChain: ReturnType<typeof headroomLangChainOn> = headroomLangChainOn(open)
/** A processor for Mastra's agents. */
export const headroomProcessor: ReturnType<typeof headroomProcessorOn> = headroomProcessorOn(open)
/** Hands compressed context from one agent to the next, within one process. */
export const SharedContext: ReturnType<typeof sharedContextOn> = sharedContextOn(open)
/** One shelf of shared texts. */
export type SharedContext = InstanceType<typeof SharedContext>
