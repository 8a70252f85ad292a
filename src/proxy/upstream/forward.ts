import type { ExchangeHost, UpstreamAnswer, UpstreamRequest } from '../host.ts'
import { RequestError } from '../request-error.ts'
import { firstOf, type Gone } from '../stop.ts'

/** A request that may be sent more than once, before its first byte of answer. */
export interface Sending extends Omit<UpstreamRequest, 'signal'> {
  readonly signal: Gone
  /** How often it is repeated after 429, a 5xx that may pass, or a lost connection. */
  readonly retries: number
  /** Milliseconds until the upstream's first byte. */
  readonly timeout: number
}

/** Milliseconds: an upstream that wants to be left alone for longer is taken at its word. */
const LONGEST_WAIT = 30_000
const FIRST_WAIT = 500

/** Answers that another attempt may better: too much is asked, or something fell over for a moment. */
const BUSY: readonly number[] = [429, 500, 502, 503, 504, 529]

/**
 * Asks the upstream. Repeats only what has no answer yet or a busy one, and only where that is switched
 * on; what comes in the end is given as it came. Throws 502 and 504 where nothing came.
 */
export async function forward(sending: Sending, host: ExchangeHost): Promise<UpstreamAnswer> {
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt >= sending.retries
    const answer = await attemptOnce(sending, host, isLast)
    if (answer === undefined) {
      await pause(FIRST_WAIT * 2 ** attempt, sending.signal)
      continue
    }
    const wait = isLast || !BUSY.includes(answer.status) ? undefined : waitFor(answer, attempt)
    if (wait === undefined) return answer
    await answer.body?.cancel().catch(() => undefined)
    await pause(wait, sending.signal)
  }
}

/** `undefined` for a lost connection that may be tried again. */
async function attemptOnce(
  sending: Sending,
  host: ExchangeHost,
  isLast: boolean,
): Promise<UpstreamAnswer | undefined> {
  const { timeout, retries: _retries, ...request } = sending
  const over = firstOf(sending.signal)
  const timer = setTimeout(() => over.stop(new Error('late')), timeout)
  try {
    return await host.send({ ...request, signal: over })
  } catch (error) {
    if (sending.signal.aborted) throw error
    if (over.aborted) {
      throw new RequestError(504, 'upstream_timeout', `no answer within ${timeout} ms`)
    }
    if (isLast) throw new RequestError(502, 'upstream_unreachable', reasonOf(error))
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

/** The system's own name for what went wrong; its text might hold an address with a key in it. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return `the upstream could not be reached${typeof code === 'string' ? ` (${code})` : ''}`
}

/** Milliseconds to wait as the upstream says, else ever longer; `undefined` where it asks for too long. */
function waitFor({ headers }: UpstreamAnswer, attempt: number): number | undefined {
  const said = headers.get('retry-after')
  if (said === null) return FIRST_WAIT * 2 ** attempt
  const seconds = /^\d{1,6}$/.test(said) ? Number(said) : Number.NaN
  const wait = seconds * 1000
  return wait <= LONGEST_WAIT ? wait : undefined
}

async function pause(milliseconds: number, signal: Gone): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
