import type { Origin } from '../ir/conversation.ts'
import { type ShellRead, shellRead } from './shell-read.ts'

/** A tool call that shows a file as it is, whole or in part. */
export interface FileRead {
  /** As the call spells it; absent where the call names none that can be told, or several. */
  readonly path?: string
  /** First line shown, from 1; absent where the call does not say. */
  readonly from?: number
  /** Last line shown; absent where the call does not say. */
  readonly to?: number
}

/** True for results that may be edited next, so that each line must stand as in its file. */
export function isFileRead(origin: Origin | undefined): boolean {
  return fileReadOf(origin) !== undefined
}

/** Which file a call reads, and which of its lines; `undefined` for calls that read none. */
export function fileReadOf(origin: Origin | undefined): FileRead | undefined {
  if (origin === undefined) return undefined
  const name = plainName(origin.tool)
  const input = inputOf(origin.input)
  if (READERS.has(name)) return readBy(input)
  if (EDITORS.has(name)) return input['command'] === 'view' ? readBy(input) : undefined
  return SHELLS.has(name) ? shellRead(commandOf(input)) : undefined
}

/** `mcp__files__read_file` → `readfile`. */
function plainName(tool: string): string {
  const last = tool.split(/__|[.:/]/).at(-1) ?? ''
  return last.replace(/[_-]/g, '').toLowerCase()
}

/** Names of tools that read files, without case and joints. */
const READERS: ReadonlySet<string> = new Set([
  'read',
  'readfile',
  'readfiles',
  'readtextfile',
  'readmanyfiles',
  'readmultiplefiles',
  'readfilecontent',
  'readfilecontents',
  'readfilerange',
  'builtinreadfile',
  'copilotreadfile',
  'fileread',
  'fsread',
  'getfile',
  'getfilecontent',
  'getfilecontents',
  'openfile',
  'showfile',
  'view',
  'viewfile',
  'filecontents',
  'cat',
  'catfile',
])

/** Editors that show a file when told to view it. */
const EDITORS: ReadonlySet<string> = new Set([
  'strreplaceeditor',
  'strreplacebasededittool',
  'texteditor',
  'editor',
  'editfile',
])

const SHELLS: ReadonlySet<string> = new Set([
  'bash',
  'sh',
  'zsh',
  'powershell',
  'shell',
  'localshell',
  'localshellcall',
  'shellcommand',
  'exec',
  'execcommand',
  'execute',
  'executebash',
  'executecommand',
  'runcommand',
  'runcommands',
  'runbash',
  'runshell',
  'runshellcommand',
  'runterminalcmd',
  'runterminalcommand',
  'runinterminal',
  'terminal',
])

type Input = Readonly<Record<string, unknown>>

/** Longer arguments belong to no reading call. */
const LONGEST_INPUT = 20_000

/** The call's arguments; a bare text counts as a command. */
function inputOf(input: string): Input {
  if (input.length > LONGEST_INPUT) return {}
  try {
    const parsed: unknown = JSON.parse(input)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Input
    }
    return { command: parsed }
  } catch {
    return { command: input }
  }
}

const PATHS = [
  'path',
  'file_path',
  'filePath',
  'filepath',
  'file',
  'filename',
  'target_file',
  'absolute_path',
  'AbsolutePath',
  'relative_path',
]
const STARTS = ['start_line', 'startLine', 'StartLine', 'start_line_one_indexed', 'line_start']
const ENDS = ['end_line', 'endLine', 'EndLine', 'end_line_one_indexed_inclusive', 'line_end']

function readBy(input: Input): FileRead {
  const path = PATHS.map((key) => input[key]).find((value) => typeof value === 'string')
  return { ...(typeof path === 'string' ? { path } : {}), ...linesOf(input) }
}

function linesOf(input: Input): Pick<FileRead, 'from' | 'to'> {
  const range = input['view_range']
  if (Array.isArray(range)) return rangeOf(lineNumber(range[0]), lineNumber(range[1]))
  const limit = lineNumber(input['limit'])
  const offset = lineNumber(input['offset'])
  if (offset !== undefined || limit !== undefined) {
    const from = offset ?? 1
    return rangeOf(from, limit === undefined ? undefined : from + limit - 1)
  }
  return rangeOf(numberAmong(input, STARTS), numberAmong(input, ENDS))
}

function numberAmong(input: Input, keys: readonly string[]): number | undefined {
  return keys.map((key) => lineNumber(input[key])).find((value) => value !== undefined)
}

/** `-1` and the like mean the end. */
function lineNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

function rangeOf(from: number | undefined, to: number | undefined): Pick<FileRead, 'from' | 'to'> {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

function commandOf(input: Input): ShellRead['command'] {
  const value = input['command'] ?? input['cmd'] ?? input['script'] ?? input['commandLine']
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value.filter((word): word is string => typeof word === 'string')
}
