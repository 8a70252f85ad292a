import { at, withRoom } from './typed.ts'

/**
 * Gives each 32-bit hash a small number, in order of appearance, and counts it. Open addressing in
 * flat arrays; two texts with one hash count as one.
 */
export class HashTable {
  /** Numbers given so far. */
  size = 0
  /** Number → how often it was asked for. */
  counts: Int32Array = new Int32Array(INITIAL)
  private hashes: Int32Array = new Int32Array(INITIAL)
  /** Slot → number + 1; 0 is empty. */
  private slots: Int32Array = new Int32Array(INITIAL * 4)

  /** The number of `hash`, counted once more. It is new when it equals the size before. */
  add(hash: number): number {
    const mask = this.slots.length - 1
    let slot = mixed(hash) & mask
    for (let entry = at(this.slots, slot); entry !== 0; entry = at(this.slots, slot)) {
      if (this.hashes[entry - 1] === hash) {
        this.counts[entry - 1] = at(this.counts, entry - 1) + 1
        return entry - 1
      }
      slot = (slot + 1) & mask
    }
    const number = this.size++
    this.counts = withRoom(this.counts, this.size)
    this.hashes = withRoom(this.hashes, this.size)
    this.counts[number] = 1
    this.hashes[number] = hash
    this.slots[slot] = this.size
    if (this.size * 2 > mask) this.grow()
    return number
  }

  private grow(): void {
    const mask = this.slots.length * 2 - 1
    this.slots = new Int32Array(mask + 1)
    for (let number = 0; number < this.size; number++) {
      let slot = mixed(at(this.hashes, number)) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = number + 1
    }
  }
}

const INITIAL = 256

/** FNV's low bits are weak, and the slot is taken from them. */
function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 4
}
