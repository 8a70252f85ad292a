export { type AccessRules, checkAccess } from './access/check-access.ts'
export { AnswerWatch } from './answers/observe.ts'
export { createApp, type ProxyApp } from './app.ts'
export type { PassPlan } from './exchange/pass-plan.ts'
export type { Passage } from './exchange/passage.ts'
export type { ProxyHost, UpstreamAnswer, UpstreamRequest } from './host.ts'
export {
  addedFigures,
  figuresOf,
  type Journal,
  type SharedFigures,
} from './operations/journal.ts'
export type { ExchangeRecord } from './operations/record.ts'
export { decoderWith, decompress } from './request/decompress.ts'
export { answerTo, RequestError } from './request-error.ts'
export type { RequestHead } from './request-head.ts'
export { LiveSettings, type SettingTexts } from './settings/live-settings.ts'
export type { Setting } from './settings/setting.ts'
export { SETTINGS, type Settings } from './settings/table.ts'
export { answerHeaders, answerPairs, requestPairs } from './upstream/headers.ts'
