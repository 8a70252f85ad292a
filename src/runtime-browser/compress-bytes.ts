import type { CompressBytesResult, CompressOptions, Headroom } from '../engine/index.ts'

/** A body as bytes: what is not UTF-8 is no body, and comes back as it is. */
export async function compressBytesOn(
  headroom: Headroom,
  bytes: Uint8Array,
  options: CompressOptions = {},
): Promise<CompressBytesResult> {
  const before = textOf(bytes)
  const { body, ...figures } = await headroom.compressBody(before ?? '', options)
  const isSame = before === undefined || body === before
  return { bytes: isSame ? bytes : new TextEncoder().encode(body), ...figures }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
