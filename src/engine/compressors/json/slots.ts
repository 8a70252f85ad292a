/** Numbers things by what they are: open addressing over hashes; slots hold a number + 1, 0 is free. */
export class Slots {
  private slots = new Int32Array(1024)
  private hashes = new Int32Array(512)
  count = 0

  /** The number `same` accepts among those with this hash, or a new one. */
  find(hash: number, same: (candidate: number) => boolean): number {
    const mask = this.slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    while (true) {
      const number = (this.slots[slot] ?? 0) - 1
      if (number === -1) return this.add(hash, slot)
      if (this.hashes[number] === hash && same(number)) return number
      slot = (slot + 1) & mask
    }
  }

  private add(hash: number, slot: number): number {
    const number = this.count++
    this.slots[slot] = number + 1
    this.hashes[number] = hash
    if (this.count === this.hashes.length) this.grow()
    return number
  }

  private grow(): void {
    const { hashes } = this
    this.hashes = new Int32Array(hashes.length * 2)
    this.hashes.set(hashes)
    this.slots = new Int32Array(this.slots.length * 2)
    const mask = this.slots.length - 1
    for (let number = 0; number < this.count; number++) {
      const hash = hashes[number] ?? 0
      let slot = (hash ^ (hash >>> 15)) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = number + 1
    }
  }
}

/** Spreads a hash over all its bits. */
export function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return half ^ (half >>> 13)
}
