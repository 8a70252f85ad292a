export { withHeadroomOn } from './clients/with-headroom.ts'
export type { DoorOptions } from './door-options.ts'
export { type FetchOptions, wrapFetchOn } from './fetch/wrap-fetch.ts'
export { headroomLangChainOn, type LangChainMiddleware } from './langchain/middleware.ts'
export { headroomProcessorOn, type MastraProcessor } from './mastra/processor.ts'
export {
  type ContextEntry,
  type ContextStats,
  type SharedContextOptions,
  sharedContextOn,
} from './shared-context.ts'
export {
  compressVercelMessagesOn,
  type HeadroomMiddleware,
  headroomMiddlewareOn,
} from './vercel-ai/middleware.ts'
export { headroomToolsOn, type RecallTool } from './vercel-ai/recall-tools.ts'
