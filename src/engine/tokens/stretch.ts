/** Bytes from `from` to before `to`. */
export interface Stretch {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
}
