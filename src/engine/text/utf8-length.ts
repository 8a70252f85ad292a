/** Bytes of UTF-8 that a stretch of a text is written in. */
export function utf8Length(text: string, from: number, to: number): number {
  let bytes = to - from
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    // Either half of a pair of surrogates stands for two of the four bytes.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2
  }
  return bytes
}
