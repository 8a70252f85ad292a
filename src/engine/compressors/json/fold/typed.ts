/**
 * An element that is known to be there; spares the `?? 0` at each read. One function a kind of array:
 * a single one for all would be slow, as engines speed up what sees one kind only.
 */
export function at(array: Int32Array, index: number): number {
  return array[index] ?? 0
}

export function byteAt(array: Uint8Array, index: number): number {
  return array[index] ?? 0
}

export function floatAt(array: Float64Array, index: number): number {
  return array[index] ?? 0
}

/** Grows a typed array to hold at least `size` elements; gives the array back when it does. */
export function withRoom(array: Int32Array, size: number): Int32Array {
  if (array.length >= size) return array
  const larger = new Int32Array(Math.max(size, array.length * 2))
  larger.set(array)
  return larger
}
