import type { Names } from './names.ts'
import { mixed, Slots } from './slots.ts'
import { isContainer, type Source } from './source.ts'

/**
 * A number for each value, equal for equal values and for no others: white space aside, values are
 * equal when they are written alike. Linear, since containers compare their children's numbers.
 */
export function numberValues(source: Source, names: Names): Int32Array {
  return new ValueNumbering(source, names).run()
}

class ValueNumbering {
  private readonly source: Source
  private readonly names: Names
  private readonly ids: Int32Array
  private readonly slots = new Slots()
  /** By number: the node that was given it first. */
  private readonly examples: number[] = []

  constructor(source: Source, names: Names) {
    this.source = source
    this.names = names
    this.ids = new Int32Array(source.index.count)
  }

  run(): Int32Array {
    const { kinds, count } = this.source.index
    for (let node = count - 1; node >= 0; node--) {
      const isTree = isContainer(kinds[node])
      const hash = isTree ? this.hashTree(node) : this.hashScalar(node)
      const id = this.slots.find(hash, (candidate) => {
        const example = this.examples[candidate] ?? 0
        if (kinds[example] !== kinds[node]) return false
        return isTree ? this.isSameTree(example, node) : this.isSameScalar(example, node)
      })
      if (id === this.examples.length) this.examples.push(node)
      this.ids[node] = id
    }
    return this.ids
  }

  private hashTree(node: number): number {
    const { kinds, nexts } = this.source.index
    const end = nexts[node] ?? 0
    let hash = kinds[node] ?? 0
    for (let child = node + 1; child < end; child = nexts[child] ?? end) {
      hash = Math.imul(hash, 31) + (this.ids[child] ?? 0)
      hash = Math.imul(hash, 31) + (this.names.keyIds[child] ?? 0)
    }
    return mixed(hash)
  }

  private hashScalar(node: number): number {
    const { text, index } = this.source
    const end = index.ends[node] ?? 0
    let hash = 0
    for (let at = index.starts[node] ?? 0; at < end; at++) {
      hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
    }
    return mixed(hash)
  }

  private isSameTree(one: number, other: number): boolean {
    const { nexts } = this.source.index
    const { keyIds } = this.names
    const end = nexts[one] ?? 0
    const otherEnd = nexts[other] ?? 0
    let child = one + 1
    let match = other + 1
    for (; child < end && match < otherEnd; child = nexts[child] ?? end) {
      if (this.ids[child] !== this.ids[match] || keyIds[child] !== keyIds[match]) return false
      match = nexts[match] ?? otherEnd
    }
    return child >= end && match >= otherEnd
  }

  private isSameScalar(one: number, other: number): boolean {
    const { text, index } = this.source
    const { starts, ends } = index
    const length = (ends[one] ?? 0) - (starts[one] ?? 0)
    if ((ends[other] ?? 0) - (starts[other] ?? 0) !== length) return false
    return text.startsWith(text.slice(starts[one], ends[one]), starts[other])
  }
}
