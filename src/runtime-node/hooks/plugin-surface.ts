import { stringsIn } from '../install/json-text.ts'
import type { PluginSaid } from './plugin-client.ts'
import { type HookSurface, stringAt } from './tool-output.ts'

/** Tools of OpenCode's own that give back evidence; what else it has gives instructions, or a model's words. */
const OPENCODE_TOOLS: readonly string[] = ['bash', 'read', 'grep', 'glob', 'list', 'webfetch']

/** Those of pi. */
const PI_TOOLS: readonly string[] = ['bash', 'read', 'grep', 'find', 'ls']

/** What our plugin in OpenCode tells, and how it is answered. */
export const OPENCODE_SURFACE: HookSurface = pluginSurface(OPENCODE_TOOLS)

/** What our extension of pi tells, and how it is answered. */
export const PI_SURFACE: HookSurface = pluginSurface(PI_TOOLS)

function pluginSurface(tools: readonly string[]): HookSurface {
  return {
    read(given) {
      const said: Partial<Record<keyof PluginSaid, unknown>> = given
      const tool = stringAt(given, 'tool')
      const texts = stringsIn(said.texts)
      const isKnown = said.isOfServer === true || tools.includes(tool)
      if (!isKnown || said.hasFailed !== false || texts.length === 0) return undefined
      const isOfSubagent = said.isOfSubagent === true
      return { tool, input: said.input, texts, folder: stringAt(given, 'folder'), isOfSubagent }
    },
    write: (_, texts) => JSON.stringify({ texts }),
  }
}
