import type { Origin } from '../ir/conversation.ts'

/** Tools that give back a file, by the last part of their name in lower case, joints left out. */
const READERS: ReadonlySet<string> = new Set([
  'read',
  'readfile',
  'readfiles',
  'readmanyfiles',
  'readtextfile',
  'fileread',
  'fsread',
  'getfile',
  'getfilecontent',
  'getfilecontents',
  'filecontents',
  'openfile',
  'view',
  'viewfile',
  'showfile',
  'cat',
])

/** Tools that edit files and read them with the command `view`. */
const EDITORS: ReadonlySet<string> = new Set([
  'strreplacebasededittool',
  'strreplaceeditor',
  'texteditor',
  'editor',
])

/** Tools that run a shell command. */
const SHELLS: ReadonlySet<string> = new Set([
  'bash',
  'shell',
  'sh',
  'zsh',
  'powershell',
  'exec',
  'execcommand',
  'executecommand',
  'runcommand',
  'runshellcommand',
  'runterminalcmd',
  'runinterminal',
  'localshell',
  'terminal',
])

/** Arguments longer than this are no plain read. */
const LONGEST_INPUT = 10_000

/** True for the result of a call that reads a file, by a tool of its own or by `cat`, `sed -n`, `head` and the like. */
export function isFileRead({ tool, input }: Origin): boolean {
  const name = plainName(tool)
  if (READERS.has(name)) return true
  if (input.length > LONGEST_INPUT) return false
  if (EDITORS.has(name)) return argumentsOf(input)['command'] === 'view'
  return SHELLS.has(name) && isReadCommand(commandOf(input))
}

/** `mcp__files__read_file` → `readfile`. */
function plainName(tool: string): string {
  const own = tool.split(/__|[.:/]/).at(-1) ?? tool
  return own.replace(/[_-]/g, '').toLowerCase()
}

function argumentsOf(input: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(input)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** The command line, whether it is one text or a list of arguments. */
function commandOf(input: string): string {
  const given = argumentsOf(input)
  const command = given['command'] ?? given['cmd'] ?? given['script'] ?? ''
  if (!Array.isArray(command)) return typeof command === 'string' ? command : ''
  const words = command.map(String)
  const isWrapped = words.length === 3 && /^-l?c$/.test(words[1] ?? '')
  return isWrapped ? (words[2] ?? '') : words.join(' ')
}

const READ =
  /^(?:cat|head|tail|nl|less|more|bat|type|get-content|gc|sed\s+(?:-\S+\s+)*-n|sed\s+-n\S*)(?:\s|$)/i
/** What may stand behind a pipe without making a new text. */
const NARROWER = /^(?:cat|head|tail|nl|less|more|sed\s+-n)(?:\s|$)/

/** One read, maybe after a `cd`, maybe cut to some lines; nothing else joined to it. */
function isReadCommand(command: string): boolean {
  const bare = command.trim().replace(/^cd\s+[^;&|]{1,500}(?:&&|;)\s*/, '')
  if (/[;&<>`\n]|\$\(/.test(bare)) return false
  const [first = '', ...rest] = bare.split('|').map((part) => part.trim())
  return READ.test(first) && rest.every((part) => NARROWER.test(part))
}
