export type { CompressOptions } from './compress-options.ts'
export type { SyntaxParser } from './contracts/abilities.ts'
export type { Insertion } from './contracts/dialect.ts'
export type { Platform, WasmExports } from './contracts/platform.ts'
export type { StopSignal } from './contracts/stop-signal.ts'
export type { Scope, Store, StoreKey } from './contracts/store.ts'
export { type CompressOnceOptions, type CountOptions, type Door, openDoor } from './door.ts'
export { openHeadroom } from './engine.ts'
export type { EngineOptions } from './engine-options.ts'
export { EngineError, type ErrorCode, isEngineError } from './errors.ts'
export { syntaxParserOn } from './glue/tree-sitter.ts'
export type { CompressBodyResult, CompressResult, Headroom, LocalHeadroom } from './headroom.ts'
export type { ContentKind } from './ir/content.ts'
export type { Attempt, Decision, KeepReason, Proof, Ref, Report } from './ir/decision.ts'
export { isRecallTool, RECALL_TOOL } from './ir/recall-tool.ts'
export { once } from './lazy.ts'
export type { Preset } from './options.ts'
export type { BlockDecision, Elsewhere, Undecided } from './pipeline/block-decision.ts'
export type { BudgetResult } from './pipeline/budget.ts'
export { DecisionMemory } from './pipeline/decision-memory.ts'
export { MemoryIndex } from './pipeline/memory-index.ts'
export type { Progress } from './pipeline/pipeline.ts'
export { type ReadBodyOptions, readRequestBody } from './read-request-body.ts'
export {
  answerRecallCall,
  LONGEST_ANSWER,
  type RecallAnswer,
  type Retrieve,
} from './recall/answer-recall.ts'
export { findRefs } from './recall/marker.ts'
export { memoryStore } from './recall/memory-store.ts'
export { RECALL_ABOUT, RECALL_PARAMETERS } from './recall/recall-definition.ts'
export { refOf } from './recall/ref.ts'
export type { Slice, SliceRequest } from './recall/slice.ts'
export type {
  BodyFacts,
  CompressBytesResult,
  CompressReadOptions,
  RequestBody,
} from './request-body.ts'
export type { CompressFigures, CompressReport, Counting } from './results.ts'
