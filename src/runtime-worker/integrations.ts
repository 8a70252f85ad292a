import { once } from '../engine/index.ts'
import {
  compressVercelMessagesOn,
  headroomLangChainOn,
  headroomMiddlewareOn,
  headroomProcessorOn,
  headroomToolsOn,
  sharedContextOn,
  withHeadroomOn,
  wrapFetchOn,
} from '../integrations/index.ts'
import { createHeadroom } from './index.ts'

export type {
  ContextEntry,
  ContextStats,
  DoorOptions,
  FetchOptions,
  HeadroomMiddleware,
  LangChainMiddleware,
  MastraProcessor,
  RecallTool,
  SharedContextOptions,
} from '../integrations/index.ts'

/** The doors' own engine: opened at the first call, with what this runtime has by default. */
const open = /* @__PURE__ */ once(createHeadroom)

/** A middleware for `wrapLanguageModel` of the `ai` package. */
export const headroomMiddleware: ReturnType<typeof headroomMiddlewareOn> =
  /* @__PURE__ */ headroomMiddlewareOn(open)
/** `headroom_retrieve` among the tools of the `ai` package, so that the middleware may fold. */
export const headroomTools: ReturnType<typeof headroomToolsOn> =
  /* @__PURE__ */ headroomToolsOn(open)
/** Makes messages smaller before they go to `generateText` or `streamText`. */
export const compressVercelMessages: ReturnType<typeof compressVercelMessagesOn> =
  /* @__PURE__ */ compressVercelMessagesOn(open)
/** A middleware for LangChain's `createAgent`. */
export const headroomLangChain: ReturnType<typeof headroomLangChainOn> =
  /* @__PURE__ */ headroomLangChainOn(open)
/** A processor for Mastra's agents. */
export const headroomProcessor: ReturnType<typeof headroomProcessorOn> =
  /* @__PURE__ */ headroomProcessorOn(open)
/** Hands compressed context from one agent to the next, within one process. */
export const SharedContext: ReturnType<typeof sharedContextOn> =
  /* @__PURE__ */ sharedContextOn(open)
/** One shelf of shared texts. */
export type SharedContext = InstanceType<typeof SharedContext>
/**
 * `fetch` that makes conversations smaller on their way to a provider, and answers `headroom_retrieve` within their
 * answers. All else passes as it was given.
 */
export const wrapFetch: ReturnType<typeof wrapFetchOn> = /* @__PURE__ */ wrapFetchOn(open)
/** A client of OpenAI's, Anthropic's or Google's package whose requests go through `wrapFetch`. */
export const withHeadroom: ReturnType<typeof withHeadroomOn> = /* @__PURE__ */ withHeadroomOn(open)
