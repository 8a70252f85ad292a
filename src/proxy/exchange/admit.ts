import { hexDigest } from '../access/hex-digest.ts'
import { providerKeyOf } from '../access/provider-key.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import type { HeadHeaders, RequestHead } from '../request-head.ts'

/**
 * Lets a request in, within the bounds of all together and of its client; what it gives lets the
 * request out. Throws `RequestError` 503 and 429 beyond them.
 */
export async function admit(
  { headers }: RequestHead,
  { gate, host, settings }: ProxyDesk,
): Promise<() => void> {
  const { concurrency, perMinute } = settings.values
  const leave = gate.enter(concurrency)
  try {
    if (perMinute > 0) gate.countRequest(await clientOf(headers), perMinute, host.now())
    return leave
  } catch (error) {
    leave()
    throw error
  }
}

/** Names a client by its key, without holding the key. */
async function clientOf(headers: HeadHeaders): Promise<string> {
  const key = providerKeyOf(headers)
  return key === undefined ? 'no key' : await hexDigest(key)
}
