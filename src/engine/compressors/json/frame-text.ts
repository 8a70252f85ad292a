import type { JsonFrame } from '../../text/json-frame.ts'
import type { Layout } from './layout.ts'
import type { Legend } from './legend.ts'

/** The text around the JSON as it stands in a body, and what the legend says of it. */
export interface Surroundings {
  readonly before: string
  readonly after: string
  readonly legend: Pick<
    Legend,
    'finalBreaks' | 'linesBefore' | 'linesAfter' | 'joinsBefore' | 'joinsAfter'
  >
}

/** Splits off what stands around the JSON; the body puts it on lines of its own. */
export function readSurroundings(
  text: string,
  frame: JsonFrame,
  layout: Layout | undefined,
): Surroundings {
  const before = text.slice(0, frame.start)
  const after = text.slice(frame.end)
  const joinsBefore = before !== '' && !before.endsWith('\n')
  const finalBreaks = countBreaks(after, layout?.lineBreak ?? '\n')
  const isText = finalBreaks === -1
  const joinsAfter = isText && !after.startsWith('\n')
  return {
    before: joinsBefore ? `${before}\n` : before,
    after: isText ? (joinsAfter ? `\n${after}` : after) : '',
    legend: {
      finalBreaks: Math.max(finalBreaks, 0),
      linesBefore: countLines(before) + (joinsBefore ? 1 : 0),
      linesAfter: isText ? countLines(after) + (joinsAfter ? 1 : 0) : 0,
      joinsBefore,
      joinsAfter,
    },
  }
}

/** How many line breaks a text consists of; -1 when there is anything else. */
function countBreaks(text: string, lineBreak: string): number {
  const count = text.length / lineBreak.length
  return text === lineBreak.repeat(Math.floor(count)) ? count : -1
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}
