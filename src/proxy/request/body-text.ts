import type { ProxyHost } from '../host.ts'

/** A body as text that encodes to the very bytes it was read from, or why there is none. */
export type BodyText =
  | { readonly text: string }
  | { readonly unread: 'encoding' | 'broken-encoding' | 'not-utf-8' }

/**
 * Undoes the content encodings of a body and reads it as UTF-8. What can't be read is no error: it
 * travels on as it came. Throws 413 for what grows beyond `largest` when decompressed.
 */
export async function textOf(
  bytes: Uint8Array,
  encodings: string | null,
  { host, largest }: { readonly host: ProxyHost; readonly largest: number },
): Promise<BodyText> {
  let plain = bytes
  for (const encoding of encodingsIn(encodings).reverse()) {
    const decoded = await decoded1(plain, encoding, { host, largest })
    if (!(decoded instanceof Uint8Array)) return { unread: decoded }
    plain = decoded
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain) }
  } catch {
    return { unread: 'not-utf-8' }
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
  { host, largest }: { readonly host: ProxyHost; readonly largest: number },
): Promise<Uint8Array | 'encoding' | 'broken-encoding'> {
  try {
    return (await host.decode(bytes, encoding, largest)) ?? 'encoding'
  } catch (error) {
    if (error instanceof Error && error.name === 'RequestError') throw error
    return 'broken-encoding'
  }
}
