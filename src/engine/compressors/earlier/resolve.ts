import type { UnpackContext } from '../../contracts/compressor.ts'
import type { Earlier, EarlierBlock, LineRange } from '../../contracts/earlier.ts'
import { checksum } from '../../text/checksum.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import {
  blockOf,
  needsEscape,
  parsePart,
  parseReference,
  parseSource,
  type Reference,
  readForm,
  withNumbers,
} from './spelling.ts'

/** A text again, and its lines that were written out. */
export interface Resolved {
  readonly text: string
  readonly written: readonly LineRange[]
}

/** The reference decoder of the form `again`: reads the lines it names from the tool results above. */
export function resolve(packed: string, context: UnpackContext | undefined): Resolved | undefined {
  const form = readForm(packed)
  if (form === undefined || context?.earlier === undefined) return undefined
  const resolver = new Resolver(context.earlier)
  for (let at = 0; at < form.lines.length; at++) {
    const line = form.lines[at] ?? ''
    const part = parsePart(line)
    const isRead =
      part === undefined
        ? resolver.read(line)
        : resolver.add(context.unpack(form.lines.slice(at + 1, at + 1 + part).join('\n')))
    if (!isRead) return undefined
    at += part ?? 0
  }
  const text = resolver.text() + (form.isTerminated ? '\n' : '')
  return checksum(text) === form.check ? { text, written: resolver.written } : undefined
}

class Resolver {
  readonly written: LineRange[] = []
  readonly #earlier: Earlier
  readonly #sources = new Map<string, EarlierBlock>()
  readonly #lines: string[] = []
  #room: number = UNPACKING_LIMITS.units

  constructor(earlier: Earlier) {
    this.#earlier = earlier
  }

  text(): string {
    return this.#lines.join('\n')
  }

  /** False for a line that makes no sense. */
  read(line: string): boolean {
    if (!needsEscape(line)) return this.#write(line)
    if (line.startsWith('\\')) return this.#add(line.slice(1))
    const source = this.#lines.length === 0 ? parseSource(line) : undefined
    if (source !== undefined) {
      const block = blockOf(source, this.#earlier)
      if (block === undefined || this.#sources.has(source.name)) return false
      this.#sources.set(source.name, block)
      return true
    }
    const reference = parseReference(line)
    return reference !== undefined && this.#follow(reference)
  }

  /** Lines that are not written out; `undefined` for a part that can't be unpacked. */
  add(text: string | undefined): boolean {
    return text?.split('\n').every((line) => this.#add(line)) === true
  }

  #follow({ name, lines, numbers }: Reference): boolean {
    const block = this.#sources.get(name)
    if (block === undefined) return false
    if (lines === undefined) return this.#all(block)
    if (lines.to < lines.from) return false
    const numbered = this.#earlier.linesOf(block)
    for (let number = lines.from; number <= lines.to; number++) {
      const line = numbered.get(number)
      const moved = line === undefined ? undefined : withNumbers(line, numbers, number - lines.from)
      if (moved === undefined || !this.#add(moved)) return false
    }
    return true
  }

  #all({ text }: EarlierBlock): boolean {
    return this.add(text.endsWith('\n') ? text.slice(0, -1) : text)
  }

  #write(line: string): boolean {
    const at = this.#lines.length + 1
    const last = this.written.at(-1)
    if (last?.to === at - 1) this.written[this.written.length - 1] = { from: last.from, to: at }
    else this.written.push({ from: at, to: at })
    return this.#add(line)
  }

  #add(line: string): boolean {
    this.#room -= line.length + 1
    this.#lines.push(line)
    return this.#room >= 0 && this.#lines.length <= UNPACKING_LIMITS.lines
  }
}
