/** An element that is known to be there; spares the `?? 0` at each read of a typed array. */
export function at(array: ArrayLike<number>, index: number): number {
  return array[index] ?? 0
}

/** Grows a typed array to hold at least `size` elements; gives the array back when it does. */
export function withRoom(array: Int32Array, size: number): Int32Array {
  if (array.length >= size) return array
  const larger = new Int32Array(Math.max(size, array.length * 2))
  larger.set(array)
  return larger
}
