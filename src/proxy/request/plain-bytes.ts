import type { ExchangeHost } from '../host.ts'

/** A body without its content encodings, or why they can't be undone. */
export type PlainBytes =
  | { readonly plain: Uint8Array }
  | { readonly unread: 'encoding' | 'broken-encoding' }

/**
 * Undoes the content encodings of a body. What can't be read is no error: it travels on as it came.
 * Throws 413 for what grows beyond `largest` when decompressed.
 */
export async function plainBytesOf(
  bytes: Uint8Array,
  encodings: string | null,
  { host, largest }: { readonly host: ExchangeHost; readonly largest: number },
): Promise<PlainBytes> {
  let plain = bytes
  for (const encoding of encodingsIn(encodings).reverse()) {
    const decoded = await decoded1(plain, encoding, { host, largest })
    if (!(decoded instanceof Uint8Array)) return { unread: decoded }
    plain = decoded
  }
  return { plain }
}

/** The text that bytes are the UTF-8 of; `undefined` where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** More encodings than anyone stacks would only serve to make work. */
const MOST_ENCODINGS = 3

function encodingsIn(header: string | null): string[] {
  const names = (header ?? '').split(',').map((name) => name.trim().toLowerCase())
  const real = names.filter((name) => name !== '' && name !== 'identity')
  return real.length > MOST_ENCODINGS ? ['too-many'] : real
}

async function decoded1(
  bytes: Uint8Array,
  encoding: string,
  { host, largest }: { readonly host: ExchangeHost; readonly largest: number },
): Promise<Uint8Array | 'encoding' | 'broken-encoding'> {
  try {
    return (await host.decode(bytes, encoding, largest)) ?? 'encoding'
  } catch (error) {
    if (error instanceof Error && error.name === 'RequestError') throw error
    return 'broken-encoding'
  }
}
