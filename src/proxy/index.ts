export { type AccessRules, checkAccess } from './access/check-access.ts'
export { AnswerWatch } from './answers/observe.ts'
export { createApp, type ProxyApp } from './app.ts'
export { type Chunks, chunksOf } from './chunks.ts'
export type { PassPlan } from './exchange/pass-plan.ts'
export type { Passage } from './exchange/passage.ts'
export { HeaderList } from './header-list.ts'
export type {
  LogEntry,
  ProxyHost,
  PurgeCount,
  PurgeSelection,
  UpstreamAnswer,
  UpstreamRequest,
} from './host.ts'
export { addedFigures } from './operations/figures.ts'
export {
  bucketNameOf,
  bucketsIn,
  bucketsOf,
  type HistoryBucket,
  keptFor,
  mergedBuckets,
} from './operations/history.ts'
export {
  figuresOf,
  type Journal,
  type SharedFigures,
} from './operations/journal.ts'
export type { ExchangeRecord } from './operations/record.ts'
export type { ProxyAnswer } from './proxy-answer.ts'
export type { ChunkDecoder } from './recall/chunk-decoder.ts'
export type { AskedRequest } from './request/asked-request.ts'
export { tooLarge } from './request/body-bytes.ts'
export { decoderWith, decompress } from './request/decompress.ts'
export { answerTo, RequestError } from './request-error.ts'
export { LiveSettings, type SettingTexts } from './settings/live-settings.ts'
export type { Setting } from './settings/setting.ts'
export { SETTINGS, type Settings } from './settings/table.ts'
export { abortSignalOf, type Gone, Stop } from './stop.ts'
export { answerHeaders, answerPairs, requestPairs } from './upstream/headers.ts'
