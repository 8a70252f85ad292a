import { parseGap } from '../../text/gap-line.ts'

/** A method with its class: `Name`, its inner classes behind `$`, the method's name. */
const METHOD = String.raw`(?<![\w$])(([A-Za-z_]\w{0,200})(?:\$[\w$]{0,300})?\.[\w$<>]{1,200})`
const OWN_JAVA_FILE = new RegExp(String.raw`${METHOD}\(\2\.java(:\d{1,9}\))`, 'g')
const OWN_OTHER_FILE = new RegExp(String.raw`${METHOD}\(\2(\.(?:kt|scala|groovy):\d{1,9}\))`, 'g')
/** What the decoder takes for a file left out, and lines it takes for marked. */
const READS_AS_SHORT = /[\w$>]\((?:\.(?:kt|scala|groovy))?:\d{1,9}\)/

/**
 * Leaves out the file of each frame that its class names: `(:12)` for Java, `(.kt:12)` for others.
 * Lines that would read so by themselves begin with `|`; so do those that begin with it.
 */
export function shortenOwnFiles(text: string): string {
  if (!/\.(?:java|kt|scala|groovy):\d/.test(text)) return markedOnly(text)
  return text.split('\n').map(shortened).join('\n')
}

function markedOnly(text: string): string {
  if (!/^\|/m.test(text) && !READS_AS_SHORT.test(text)) return text
  return text.split('\n').map(marked).join('\n')
}

function shortened(line: string): string {
  if (needsMark(line)) return marked(line)
  return line.replace(OWN_JAVA_FILE, '$1($3').replace(OWN_OTHER_FILE, '$1($3')
}

function marked(line: string): string {
  return needsMark(line) ? `|${line}` : line
}

function needsMark(line: string): boolean {
  if (line.startsWith('[') && parseGap(line) !== undefined) return false
  return line.startsWith('|') || READS_AS_SHORT.test(line)
}
