import type { Settings } from './table.ts'

/** The settings on which it depends what bytes a request is sent in. */
export type ByteSettings = Pick<
  Settings,
  | 'preset'
  | 'optimize'
  | 'inject'
  | 'compressUser'
  | 'protectedTools'
  | 'excludedTools'
  | 'observe'
  | 'observeRoutes'
  | 'holdout'
  | 'cacheBreakpoints'
>

/** Those of all settings. */
export function byteSettings(values: Settings): ByteSettings {
  const { preset, optimize, inject, compressUser, cacheBreakpoints } = values
  const { protectedTools, excludedTools } = values
  const { observe, observeRoutes, holdout } = values
  const packing = { preset, optimize, inject, compressUser, cacheBreakpoints }
  return { ...packing, protectedTools, excludedTools, observe, observeRoutes, holdout }
}
