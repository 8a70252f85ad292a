import type { UnpackContext } from '../../contracts/compressor.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { type Spelling, spellString } from './string-literal.ts'

const LEGEND =
  /^(\d{1,7}) lines? of JSON(, packed)?(, its strings in ASCII)?; then its long strings as the text they hold, each below its «number»$/

/** The JSON that a text of the form `strings` stands for; `undefined` for anything else. */
export function closeStrings(packed: string, context?: UnpackContext): string | undefined {
  const header = parsePacked(packed)
  const [, size, isPacked, ascii] = LEGEND.exec(header?.legend ?? '') ?? []
  if (header?.form !== 'strings' || size === undefined) return undefined
  const frameEnd = endOfLines(header.body, 0, Number(size))
  if (frameEnd === -1) return undefined
  const written = header.body.slice(0, frameEnd)
  const frame = isPacked === undefined ? written : context?.unpack(written)
  const sections = readSections(header.body, frameEnd, context)
  if (frame === undefined || sections === undefined) return undefined
  return fill(frame, sections, ascii === undefined ? 'plain' : 'ascii')
}

/** Where the last of so many lines ends, without its break; -1 where there are fewer. */
function endOfLines(text: string, start: number, count: number): number {
  let end = start - 1
  for (let line = 0; line < count; line++) {
    if (end >= text.length) return -1
    const breakAt = text.indexOf('\n', end + 1)
    end = breakAt === -1 ? text.length : breakAt
  }
  return count === 0 ? -1 : end
}

const HEADING = /^«(\d{1,7})» (\d{1,7}) lines?(, packed)?:$/

/** Texts by number, which runs from 1. */
function readSections(
  body: string,
  from: number,
  context: UnpackContext | undefined,
): readonly string[] | undefined {
  const sections: string[] = []
  for (let at = from; at < body.length; ) {
    const headingEnd = endOfLines(body, at + 1, 1)
    if (headingEnd === -1) return undefined
    const [, number, size, isPacked] = HEADING.exec(body.slice(at + 1, headingEnd)) ?? []
    const end = endOfLines(body, headingEnd + 1, Number(size ?? 0))
    if (Number(number) !== sections.length + 1 || end === -1) return undefined
    const shown = body.slice(headingEnd + 1, end)
    const text = isPacked === undefined ? shown : context?.unpack(shown)
    if (text === undefined) return undefined
    sections.push(text)
    at = end
  }
  return sections
}

function fill(frame: string, sections: readonly string[], spelling: Spelling): string | undefined {
  const literals = sections.map((text) => spellString(text, spelling))
  const places = frame.split('"«')
  const filled = [places[0] ?? '']
  let units = frame.length
  for (const place of places.slice(1)) {
    const numberEnd = place.indexOf('»"')
    const literal = literals[Number(place.slice(0, Math.max(0, numberEnd))) - 1]
    if (literal === undefined) return undefined
    units += literal.length
    if (units > UNPACKING_LIMITS.units) return undefined
    filled.push(literal, place.slice(numberEnd + 2))
  }
  return filled.join('')
}
