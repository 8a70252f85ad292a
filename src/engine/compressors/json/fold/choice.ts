import { type Costs, GAP_TOKENS } from './costs.ts'
import { hiddenRuns } from './gaps.ts'
import { RowHeap } from './row-heap.ts'
import { rowEnd } from './row-lists.ts'
import type { Table } from './table.ts'
import { at, byteAt, floatAt } from './typed.ts'
import { BIT, MUST, type Worth } from './worth.ts'

/** First and last rows shown of a list that lies in no row, where the target has room for them. */
const FIRST_ROWS = 3
const LAST_ROWS = 2
/** What the ends of lists inside of rows are worth. */
const FIRST_BITS = 6
const LAST_BITS = 3
/** Shown once, a value tells this share of its weight the next time: 2 to the minus 3 … */
const SEEN_SHIFT = 3
/** … but of a rare one, 2 to the minus 1: all its rows are wanted. */
const RARE_SHIFT = 1
const RARE_BITS = 5
/** A record with a hole in it is hard to read: the gap has to stand for this many times its own tokens. */
const INNER_GAPS = 10
/** When so many rows in turn did not fit, the room is used up. */
const MOST_MISSES = 64

/** Rows that tell this much may use the whole target. */
const TELLING_BITS = 15

interface Round {
  readonly target: number
  /** Rows that tell less wait for the next round. */
  readonly least: number
  readonly others: RowHeap
}

/** The rows shown so far, what they cost, and the steps by which more are chosen. */
export class Choice {
  readonly shown: Uint8Array
  private readonly table: Table
  private readonly worth: Worth
  private readonly costs: Costs
  /** Row → lists in it, each of which costs a gap line once the row is shown. */
  private readonly innerLists: Int32Array
  private spent: number

  constructor(table: Table, worth: Worth, costs: Costs) {
    const { lists } = table
    this.table = table
    this.worth = worth
    this.costs = costs
    this.shown = new Uint8Array(lists.rowNodes.length)
    this.innerLists = new Int32Array(lists.rowNodes.length)
    this.spent = costs.rest
    for (let list = 0; list < lists.count; list++) {
      const row = at(lists.parentRows, list)
      if (row === -1) this.spent += GAP_TOKENS
      else this.innerLists[row] = at(this.innerLists, row) + 1
      this.favourEnds(list)
    }
  }

  private favourEnds(list: number): void {
    const { firstRows } = this.table.lists
    const { bonuses } = this.worth
    const first = at(firstRows, list)
    const last = at(firstRows, list + 1) - 1
    bonuses[first] = at(bonuses, first) + FIRST_BITS * BIT
    bonuses[last] = at(bonuses, last) + LAST_BITS * BIT
  }

  /** The very first and last row in any case, a few more while that leaves room for the rest. */
  keepEnds(target: number): void {
    const { count, parentRows, firstRows } = this.table.lists
    for (let list = 0; list < count; list++) {
      if (parentRows[list] !== -1) continue
      const first = at(firstRows, list)
      const last = at(firstRows, list + 1) - 1
      this.keep(first)
      this.keep(last)
      for (let more = 1; more < FIRST_ROWS; more++) this.keepWithin(first + more, target / 4)
      for (let more = 1; more < LAST_ROWS; more++) this.keepWithin(last - more, target / 4)
    }
  }

  private keepWithin(row: number, limit: number): void {
    if (this.spent + this.priceOf(row) <= limit) this.keep(row)
  }

  /**
   * Rows the query spells out, then those with its rare words; those it says most about first.
   * `limits` says for each degree of `MUST` how much may be spent before a row.
   */
  keepMusts(limits: readonly number[]): void {
    const { musts, bonuses } = this.worth
    const rows = [...musts.keys()].filter((row) => musts[row] !== MUST.none)
    rows.sort(
      (one, other) =>
        byteAt(musts, other) - byteAt(musts, one) ||
        at(bonuses, other) - at(bonuses, one) ||
        one - other,
    )
    for (const row of rows) {
      if (this.spent > (limits[byteAt(musts, row)] ?? 0)) return
      this.keep(row)
    }
  }

  /** True when every row the query is after is shown. */
  holdsMusts(): boolean {
    return this.worth.musts.every((must, row) => must === MUST.none || this.shown[row] === 1)
  }

  /**
   * What tells much within the target, then what stands for the rest within its share of it. False
   * when something that tells much had no room.
   */
  keepBest(target: number, ordinary: number): boolean {
    const telling = new RowHeap()
    const others = new RowHeap()
    for (let row = 0; row < this.shown.length; row++) {
      const gain = this.gainOf(row)
      if (gain <= BIT) continue
      const heap = gain >= TELLING_BITS * BIT ? telling : others
      heap.add(row, this.rankOf(row, gain))
    }
    telling.arrange()
    others.arrange()
    const isAllTold = this.keepFrom(telling, { target, least: TELLING_BITS * BIT, others })
    this.keepFrom(others, { target: ordinary, least: BIT + 1, others })
    return isAllTold
  }

  /**
   * The row that tells most a token, again and again. Rows fall as their values are shown and rise
   * as their neighbours are, so each is judged again when its turn comes.
   */
  private keepFrom(heap: RowHeap, { target, least, others }: Round): boolean {
    let misses = 0
    let isAllKept = true
    while (heap.size > 0 && misses < MOST_MISSES) {
      const row = heap.top()
      const gain = this.gainOf(row)
      const rank = this.rankOf(row, gain)
      if (gain >= least && rank < heap.topRank()) {
        heap.lower(rank)
        continue
      }
      heap.pop()
      if (gain < least) {
        if (gain > BIT) others.push(row, rank)
        continue
      }
      const isKept = this.keepNext(row, target, heap)
      misses = isKept ? 0 : misses + 1
      isAllKept &&= isKept
    }
    return isAllKept
  }

  private keepNext(row: number, target: number, heap: RowHeap): boolean {
    if (this.spent + this.priceOf(row) > target) return false
    this.keep(row)
    for (const beside of [row - 1, row + 1]) {
      const gain = this.isBeside(row, beside) ? this.gainOf(beside) : 0
      if (gain > BIT) heap.push(beside, this.rankOf(beside, gain))
    }
    return true
  }

  /** What room is left goes to ordinary rows, to each list by what it hides, from its start on. */
  fillUp(target: number): void {
    const { count, firstRows } = this.table.lists
    const hidden = Float64Array.from({ length: count }, (_, list) => this.hiddenTokens(list))
    let left = hidden.reduce((sum, tokens) => sum + tokens, 0)
    for (let list = 0; list < count && this.spent < target; list++) {
      const share = floatAt(hidden, list) / Math.max(1, left)
      const limit = this.spent + (target - this.spent) * share
      left -= floatAt(hidden, list)
      const end = share > 0 ? at(firstRows, list + 1) : 0
      for (let row = at(firstRows, list); row < end && this.spent < limit; row++) {
        this.keepWithin(row, limit)
      }
    }
  }

  private hiddenTokens(list: number): number {
    const { firstRows, parentRows } = this.table.lists
    const parent = at(parentRows, list)
    if (parent !== -1 && this.shown[parent] !== 1) return 0
    let tokens = 0
    for (let row = at(firstRows, list); row < at(firstRows, list + 1); row++) {
      if (this.shown[row] !== 1) tokens += at(this.costs.rows, row)
    }
    return tokens
  }

  /** A gap line for rows that cost no more than the line is no saving. */
  closeGaps(): void {
    const { parentRows } = this.table.lists
    for (const { list, first, end } of hiddenRuns(this.table, this.shown)) {
      const most = at(parentRows, list) === -1 ? GAP_TOKENS : GAP_TOKENS * INNER_GAPS
      let tokens = 0
      for (let row = first; row < end && tokens <= most; row++) {
        tokens += at(this.costs.rows, row) + at(this.innerLists, row) * GAP_TOKENS
      }
      if (tokens <= most) for (let row = first; row < end; row++) this.keep(row)
    }
  }

  /** Shows a row, and the rows it lies in. */
  private keep(row: number): void {
    if (row === -1 || this.shown[row] === 1) return
    this.spent += this.priceOf(row)
    for (let shown = row; shown !== -1 && this.shown[shown] !== 1; shown = this.parentOf(shown)) {
      this.shown[shown] = 1
      this.showValues(shown)
    }
  }

  private parentOf(row: number): number {
    const { parentRows, rowLists } = this.table.lists
    return at(parentRows, at(rowLists, row))
  }

  /** What showing the row tells, in 32nds of a bit; 0 for one that is shown. */
  private gainOf(row: number): number {
    return this.shown[row] === 1 ? 0 : at(this.worth.bonuses, row) + this.newsOf(row)
  }

  /** Bits a token, in 256ths. */
  private rankOf(row: number, gain: number): number {
    return Math.ceil((gain * 256) / this.priceOf(row))
  }

  /** Tokens of the row, of rows around it that would be shown with it, and of gap lines split or closed. */
  private priceOf(row: number): number {
    let price = 0
    for (let shown = row; shown !== -1 && this.shown[shown] !== 1; shown = this.parentOf(shown)) {
      price += at(this.costs.rows, shown) + at(this.innerLists, shown) * GAP_TOKENS
      price += (this.hiddenBeside(shown) - 1) * GAP_TOKENS
    }
    return Math.max(1, price)
  }

  private hiddenBeside(row: number): number {
    return this.isHiddenBeside(row, row - 1) + this.isHiddenBeside(row, row + 1)
  }

  private isHiddenBeside(row: number, beside: number): number {
    return this.shown[beside] !== 1 && this.isBeside(row, beside) ? 1 : 0
  }

  private isBeside(row: number, beside: number): boolean {
    const { rowLists } = this.table.lists
    return rowLists[beside] === rowLists[row]
  }

  private newsOf(row: number): number {
    const { weights, examples } = this.worth
    const { json, lists, cells } = this.table
    const first = at(lists.rowNodes, row)
    const end = rowEnd(json.index, lists, row)
    let news = 0
    for (let node = first; node < end; ) {
      const value = at(cells.values, node)
      if (value !== -1) news += at(weights, value) + at(examples, value)
      node = lists.listOfNode[node] === -1 ? node + 1 : at(json.index.nexts, node)
    }
    return news
  }

  private showValues(row: number): void {
    const { weights, examples } = this.worth
    const { json, lists, cells } = this.table
    const first = at(lists.rowNodes, row)
    const end = rowEnd(json.index, lists, row)
    for (let node = first; node < end; ) {
      const value = at(cells.values, node)
      const weight = value === -1 ? 0 : at(weights, value)
      if (value !== -1) examples[value] = 0
      if (weight > 0)
        weights[value] = weight >> (weight >= RARE_BITS * BIT ? RARE_SHIFT : SEEN_SHIFT)
      node = lists.listOfNode[node] === -1 ? node + 1 : at(json.index.nexts, node)
    }
  }
}
