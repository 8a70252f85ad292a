import { checksum } from '../../../text/checksum.ts'
import { parsePacked } from '../../../text/packed-header.ts'
import { COMPACT, type Layout } from '../layout.ts'
import { type Legend, parseLegend } from '../legend.ts'
import { Emitter } from './emitter.ts'
import { printBody } from './print-body.ts'
import { type Body, readBody } from './read-body.ts'

/** A body may unpack to so many times its own length, and a little more. */
const MOST_GROWTH = 2000
const SPARE = 1_000_000

/** The text a packed JSON stands for; `undefined` for what is none, or fails its checksum. */
export function unpackJson(packed: string): string | undefined {
  const opened = openPacked(packed)
  if (opened === undefined) return undefined
  const { parts, layout, legend, limit } = opened
  const emitter = new Emitter({ layout, isSequence: legend.isSequence, limit })
  if (!printBody(opened.body, legend.delimiter, emitter)) return undefined
  const text = parts.before + emitter.result() + opened.breaks + parts.after
  return checksum(text) === opened.check ? text : undefined
}

/** True when unpacking gives `original`: decodes and compares, without building a text. */
export function unpacksTo(packed: string, original: string): boolean {
  const opened = openPacked(packed)
  if (opened === undefined || !original.startsWith(opened.parts.before)) return false
  const { parts, layout, legend, limit } = opened
  const expected = { text: original, start: parts.before.length }
  const emitter = new Emitter({ layout, isSequence: legend.isSequence, limit, expected })
  if (!printBody(opened.body, legend.delimiter, emitter)) return false
  const rest = opened.breaks + parts.after
  const end = expected.start + emitter.length
  if (end + rest.length !== original.length || !original.endsWith(rest)) return false
  return checksum(original) === opened.check
}

/** A packed JSON, taken apart so far that its body can be printed. */
interface Opened {
  readonly check: string
  readonly legend: Legend
  readonly layout: Layout
  readonly parts: Parts
  readonly body: Body
  /** The line breaks that end the JSON. */
  readonly breaks: string
  readonly limit: number
}

function openPacked(packed: string): Opened | undefined {
  const parsed = parsePacked(packed)
  if (parsed === undefined || parsed.form !== 'json') return undefined
  const legend = parseLegend(parsed.legend)
  const parts = legend && cutText(parsed.body, legend)
  if (legend === undefined || parts === undefined) return undefined
  const body = readBody(parts.json)
  if (body === undefined) return undefined
  const layout = legend.layout ?? COMPACT
  const breaks = layout.lineBreak.repeat(legend.finalBreaks)
  const limit = packed.length * MOST_GROWTH + SPARE
  return { check: parsed.check, legend, layout, parts, body, breaks, limit }
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
