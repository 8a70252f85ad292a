import type { Part } from '../install/change.ts'
import { InstallFailure } from '../install/failure.ts'
import { HOOK_PART } from './hook-settings.ts'
import type { PluginOptions } from './plugin-client.ts'

const FIRST_LINE = '// Written by `headroom hook install`; `headroom hook uninstall` removes it.\n'

/** What loads our module, and is nothing where that is gone. */
type Loader = (module: string, options: string) => string

const OPENCODE: Loader = (module, options) => `export const Headroom = async (given) => {
  try {
    const { headroomHooks } = await import(${module})
    return headroomHooks(given, ${options})
  } catch {
    return {}
  }
}
`

const PI: Loader = (module, options) => `export default async function headroom(pi) {
  try {
    const { headroomExtension } = await import(${module})
    headroomExtension(pi, ${options})
  } catch {
    // Nothing is heard, and all is as it would be.
  }
}
`

/** A plugin's file of OpenCode, all ours. */
export function opencodePart(flags: readonly string[]): Part {
  return pluginPart(OPENCODE, new URL('./opencode-plugin.js', import.meta.url), flags)
}

/** An extension's file of pi, all ours. */
export function piPart(flags: readonly string[]): Part {
  return pluginPart(PI, new URL('./pi-extension.js', import.meta.url), flags)
}

function pluginPart(loader: Loader, module: URL, flags: readonly string[]): Part {
  const options: PluginOptions = { node: process.execPath, flags }
  const text = FIRST_LINE + loader(JSON.stringify(module.href), JSON.stringify(options))
  return {
    id: HOOK_PART,
    put(before) {
      if (before !== '' && !isOwnPlugin(before)) throw new InstallFailure("is another's already")
      return text
    },
    remove: (before) => (isOwnPlugin(before) ? '' : before),
  }
}

/** True for a plugin's file that is ours. */
export function isOwnPlugin(text: string): boolean {
  return text.startsWith(FIRST_LINE)
}
