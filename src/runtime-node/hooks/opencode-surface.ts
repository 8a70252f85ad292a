import { isRecord, stringsIn } from '../install/json-text.ts'
import { type HookSurface, stringAt } from './tool-output.ts'

/** Tools of OpenCode's own that give back evidence; what else it has gives instructions, or a model's words. */
const TOOLS: readonly string[] = ['bash', 'read', 'grep', 'glob', 'list', 'webfetch']

/** What our plugin in OpenCode tells, and how it is answered. */
export const OPENCODE_SURFACE: HookSurface = {
  read(said) {
    const tool = stringAt(said, 'tool')
    const texts = stringsIn(said['texts'])
    const isKnown = said['isOfServer'] === true || TOOLS.includes(tool)
    const { exit } = isRecord(said['metadata']) ? said['metadata'] : {}
    const hasFailed = tool === 'bash' && exit !== 0
    if (!isKnown || hasFailed || texts.length === 0) return undefined
    const folder = stringAt(said, 'folder')
    return {
      tool,
      input: said['input'],
      texts,
      folder,
      isOfSubagent: said['isOfSubagent'] === true,
    }
  },
  write: (_, texts) => JSON.stringify({ texts }),
}
