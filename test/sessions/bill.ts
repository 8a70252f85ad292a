import type { CachedBody } from './requests.ts'

/** Prices beside an uncached token's: Anthropic's for five minutes' caching. */
const WRITE = 1.25
const READ = 0.1

/** Tokens of system text and tools that a client sends; those of these sessions are small. */
const FIXED = 20_000

/** Less of a block than this in sight, and the model is taken to ask for the rest. */
const IN_SIGHT = 1 / 20

/** Tokens of a call of ours, about. */
const CALL = 60

export type CountTokens = (text: string) => number

/** What the input of a session comes to, in uncached tokens, under a simulated prefix cache. */
class Bill {
  /** What has been billed so far. */
  cost = 0
  /** How often the model had to ask for what was out of sight, and what that came to. */
  fetched = 0
  fetchCost = 0
  readonly #count: CountTokens
  readonly #fixed: number
  #before: CachedBody | undefined
  #tokens = 0

  /** `extra`: tokens that the head has beside the client's own. */
  constructor(count: CountTokens, extra = 0) {
    this.#count = count
    this.#fixed = FIXED + extra
  }

  /** A request: what was sent before is read from the cache, the rest is written. */
  turn(sent: CachedBody): void {
    const before = this.#before
    const isSameHead = before?.head === sent.head
    const same = isSameHead ? sharedItems(before, sent) : 0
    const read = this.#tokensOf(sent.items.slice(0, same))
    const written = this.#tokensOf(sent.items.slice(same))
    this.cost += this.#fixed * (isSameHead ? READ : WRITE) + read * READ + written * WRITE
    this.#before = sent
    this.#tokens = this.#fixed + read + written
  }

  /** The model asks for a text that is out of sight: a round trip, and the text. */
  fetch(text: string): void {
    const cost = this.#tokens * READ + (CALL + this.#count(text)) * WRITE
    this.cost += cost
    this.fetchCost += cost
    this.fetched++
  }

  #tokensOf(texts: readonly string[]): number {
    return texts.reduce((sum, text) => sum + this.#count(text), 0)
  }
}

function sharedItems(before: CachedBody, sent: CachedBody): number {
  const differs = before.items.findIndex((item, at) => item !== sent.items[at])
  return differs === -1 ? before.items.length : differs
}

/** One request as its client wrote it and as it was sent. */
export interface Seen {
  readonly asked: CachedBody
  readonly sent: CachedBody
  readonly needs: readonly string[]
}

/** What a session comes to without the proxy and with it. */
export interface Comparison {
  readonly direct: Bill
  readonly ours: Bill
}

/**
 * Bills a session both ways. `unpacked`: the results of its last request, with what is packed unpacked;
 * since no prefix changes, they are those of every request.
 */
export function compare(
  turns: readonly Seen[],
  unpacked: readonly string[],
  count: CountTokens,
): Comparison {
  const [first] = turns
  const extra = count(first?.sent.head ?? '') - count(first?.asked.head ?? '')
  const [direct, ours] = [new Bill(count), new Bill(count, extra)]
  for (const [at, turn] of turns.entries()) {
    direct.turn(turn.asked)
    ours.turn(turn.sent)
    const known = turns[at - 1]?.asked.results.length ?? 0
    for (const text of outOfSight({ ...turn, known, unpacked }, count)) ours.fetch(text)
  }
  return { direct, ours }
}

/** Every text that has to be counted for it. */
export function textsOf(turns: readonly Seen[]): ReadonlySet<string> {
  return new Set(
    turns.flatMap(({ asked, sent }) =>
      [asked, sent].flatMap(({ head, items, results }) => [head, ...items, ...results]),
    ),
  )
}

/**
 * The tool results that the model has to ask for at a request: those that hold what its answer is decided
 * by where that is out of sight, and those that are new and of which next to nothing is in sight.
 */
function outOfSight(
  {
    asked,
    sent,
    needs,
    known,
    unpacked,
  }: Seen & { readonly known: number; readonly unpacked: readonly string[] },
  count: CountTokens,
): readonly string[] {
  const visible = plain(unpacked.slice(0, asked.results.length).join('\n'))
  const missing = needs.map(plain).filter((need) => !visible.includes(need))
  const holders = missing.map((need) =>
    asked.results.findLast((text) => plain(text).includes(need)),
  )
  const hidden = asked.results.filter((text, at) => {
    const shown = sent.results[at] ?? ''
    return at >= known && shown !== text && count(shown) < IN_SIGHT * count(text)
  })
  const wanted = new Set([...holders, ...hidden])
  return [...wanted].filter((text) => text !== undefined)
}

/** White space aside. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
