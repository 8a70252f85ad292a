import { at, withRoom } from './typed.ts'

/** A binary heap of rows by rank; of equal ranks the lower row comes first, so order is fixed. */
export class RowHeap {
  size = 0
  private rows: Int32Array = new Int32Array(256)
  private ranks: Int32Array = new Int32Array(256)

  /** Adds a row without order; `arrange` must follow. */
  add(row: number, rank: number): void {
    this.rows = withRoom(this.rows, this.size + 1)
    this.ranks = withRoom(this.ranks, this.size + 1)
    this.rows[this.size] = row
    this.ranks[this.size++] = rank
  }

  arrange(): void {
    for (let place = (this.size >> 1) - 1; place >= 0; place--) this.sink(place)
  }

  top(): number {
    return at(this.rows, 0)
  }

  topRank(): number {
    return at(this.ranks, 0)
  }

  pop(): void {
    this.size--
    this.move(this.size, 0)
    this.sink(0)
  }

  /** Gives the top row a lower rank. */
  lower(rank: number): void {
    this.ranks[0] = rank
    this.sink(0)
  }

  push(row: number, rank: number): void {
    let place = this.size
    this.add(row, rank)
    while (place > 0 && this.isBefore(place, (place - 1) >> 1)) {
      this.swap(place, (place - 1) >> 1)
      place = (place - 1) >> 1
    }
  }

  private sink(start: number): void {
    let place = start
    while (true) {
      const left = place * 2 + 1
      if (left >= this.size) return
      const right = left + 1
      const best = right < this.size && this.isBefore(right, left) ? right : left
      if (!this.isBefore(best, place)) return
      this.swap(best, place)
      place = best
    }
  }

  private isBefore(one: number, other: number): boolean {
    const difference = at(this.ranks, one) - at(this.ranks, other)
    return difference > 0 || (difference === 0 && at(this.rows, one) < at(this.rows, other))
  }

  private move(from: number, to: number): void {
    this.rows[to] = at(this.rows, from)
    this.ranks[to] = at(this.ranks, from)
  }

  private swap(one: number, other: number): void {
    const [row, rank] = [at(this.rows, one), at(this.ranks, one)]
    this.move(other, one)
    this.rows[other] = row
    this.ranks[other] = rank
  }
}
