import type { Part } from '../install/change.ts'
import { InstallFailure } from '../install/failure.ts'
import { HOOK_PART } from './hook-settings.ts'

const FIRST_LINE =
  '// Written by `headroom hook install opencode`; `headroom hook uninstall opencode` removes it.'

const MODULE = new URL('./opencode-plugin.js', import.meta.url)

/** A plugin's file that is all ours: it loads what does the work, and is nothing where that is gone. */
export function pluginPart(flags: readonly string[]): Part {
  const options = JSON.stringify({ node: process.execPath, flags })
  const text = `${FIRST_LINE}
export const Headroom = async (given) => {
  try {
    const { headroomHooks } = await import(${JSON.stringify(MODULE.href)})
    return headroomHooks(given, ${options})
  } catch {
    return {}
  }
}
`
  return {
    id: HOOK_PART,
    put(before) {
      if (before !== '' && !isOwnPlugin(before))
        throw new InstallFailure("is another's plugin already")
      return text
    },
    remove: (before) => (isOwnPlugin(before) ? '' : before),
  }
}

/** True for a plugin's file that is ours. */
export function isOwnPlugin(text: string): boolean {
  return text.startsWith(FIRST_LINE)
}
