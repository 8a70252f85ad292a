import type { SyntaxParser } from './contracts/abilities.ts'
import type { Platform } from './contracts/platform.ts'
import { oncePerKey } from './lazy.ts'

/** The platform's parsers, each loaded once; a grammar that fails to load counts as absent (law 11). */
export function parsersOn(
  platform: Platform,
): (language: string) => Promise<SyntaxParser | undefined> {
  return oncePerKey(async (language) => {
    try {
      return await platform.openParser?.(language)
    } catch {
      return undefined
    }
  })
}
