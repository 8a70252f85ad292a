import { checksum } from '../../../text/checksum.ts'
import { parsePacked } from '../../../text/packed-header.ts'
import { type Legend, parseLegend } from '../legend.ts'
import { printBody } from './print-body.ts'
import { readBody } from './read-body.ts'

/** A body may unpack to so many times its own length, and a little more. */
const MOST_GROWTH = 2000
const SPARE = 1_000_000

/** The text a packed JSON stands for; `undefined` for what is none, or fails its checksum. */
export function unpackJson(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed === undefined || parsed.form !== 'json') return undefined
  const legend = parseLegend(parsed.legend)
  const parts = legend && cutText(parsed.body, legend)
  if (legend === undefined || parts === undefined) return undefined
  const body = readBody(parts.json)
  if (body === undefined) return undefined
  const limit = packed.length * MOST_GROWTH + SPARE
  const json = printBody(body, legend, limit)
  if (json === undefined) return undefined
  const breaks = (legend.layout?.lineBreak ?? '\n').repeat(legend.finalBreaks)
  const text = parts.before + json + breaks + parts.after
  return checksum(text) === parsed.check ? text : undefined
}

interface Parts {
  readonly before: string
  readonly json: string
  readonly after: string
}

/** Cuts the lines of text before and after the JSON off a body. */
function cutText(body: string, legend: Legend): Parts | undefined {
  let start = 0
  for (let line = 0; line < legend.linesBefore; line++) {
    start = body.indexOf('\n', start) + 1
    if (start === 0) return undefined
  }
  let end = body.length
  for (let line = 0; line < legend.linesAfter; line++) {
    end = end === 0 ? -1 : body.lastIndexOf('\n', end - 1)
    if (end < start) return undefined
  }
  return {
    before: body.slice(0, legend.joinsBefore ? start - 1 : start),
    json: body.slice(start, end),
    after: body.slice(legend.joinsAfter ? end + 1 : end),
  }
}
