import { isRecord } from '../install/json-text.ts'
import { type HookSurface, stringAt } from './tool-output.ts'

/**
 * Tools of Claude Code's own, and the member of their output that the model reads. `Read` is not among them: it
 * numbers the lines of whatever it is given, so that they would be numbered wrong.
 */
const MEMBERS: Readonly<Record<string, string>> = { Bash: 'stdout', Grep: 'content' }

/** The tools that the hook is called for, as Claude Code matches them: not ours, which would start it in vain. */
export const CLAUDE_MATCHER: string = `^(?:${Object.keys(MEMBERS).join('|')}|mcp__(?!headroom__).*)$`

/** Names that stand for those tools. */
export const CLAUDE_TOOLS: readonly string[] = [...Object.keys(MEMBERS), 'mcp__server__tool']

/** Members that say that a command failed, or that the model reads something else than its output. */
const SPOILERS: readonly string[] = [
  'stderr',
  'interrupted',
  'isImage',
  'returnCodeInterpretation',
  'backgroundTaskId',
  'structuredContent',
  'persistedOutputPath',
]

type Said = Readonly<Record<string, unknown>>

/**
 * `PostToolUse` of Claude Code, which is told of tools that went well alone: what failed is told under another event,
 * whose answer can replace nothing, and is read as it is.
 */
export const CLAUDE_SURFACE: HookSurface = {
  read(said) {
    const texts = textsIn(said)
    if (said['hook_event_name'] !== 'PostToolUse' || texts.length === 0) return undefined
    return {
      tool: stringAt(said, 'tool_name'),
      input: said['tool_input'],
      texts,
      folder: stringAt(said, 'cwd'),
      isOfSubagent: said['agent_id'] !== undefined,
      record: { file: stringAt(said, 'transcript_path'), id: stringAt(said, 'tool_use_id') },
    }
  },
  write(said, texts) {
    const updatedToolOutput = withTexts(said, texts)
    const hookSpecificOutput = { hookEventName: 'PostToolUse', updatedToolOutput }
    return JSON.stringify({ hookSpecificOutput })
  },
}

function textsIn(said: Said): readonly string[] {
  const { tool_name: tool, tool_response: output } = said
  if (typeof tool !== 'string') return []
  if (tool.startsWith('mcp__')) return typeof output === 'string' ? [output] : blockTexts(output)
  const member = Object.hasOwn(MEMBERS, tool) ? MEMBERS[tool] : undefined
  if (member === undefined || !isRecord(output) || SPOILERS.some((name) => isSaid(output[name])))
    return []
  const text = output[member]
  return typeof text === 'string' ? [text] : []
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== false && value !== null
}

function blockTexts(output: unknown): readonly string[] {
  return Array.isArray(output) ? output.filter(isText).map(({ text }) => text) : []
}

function isText(block: unknown): block is { readonly text: string } {
  return isRecord(block) && block['type'] === 'text' && typeof block['text'] === 'string'
}

function withTexts(said: Said, texts: readonly string[]): unknown {
  const { tool_name: tool, tool_response: output } = said
  if (typeof output === 'string') return texts[0]
  if (isRecord(output)) return { ...output, [MEMBERS[String(tool)] ?? '']: texts[0] }
  const left = [...texts]
  const blocks: readonly unknown[] = Array.isArray(output) ? output : []
  return blocks.map((block) => (isText(block) ? { ...block, text: left.shift() } : block))
}
