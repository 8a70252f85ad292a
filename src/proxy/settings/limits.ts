import { whole } from './kinds.ts'
import type { Setting } from './setting.ts'

/** How much there may be of anything, and how long it may take. */
export interface Limits {
  readonly largestBody: number
  readonly largestInFlight: number
  readonly concurrency: number
  readonly perMinute: number
  readonly headTimeout: number
  readonly bodyTimeout: number
  readonly requestTimeout: number
  readonly compressionTimeout: number
  readonly compressionThreads: number
  readonly retries: number
}

const MINUTE = 60
const MEBIBYTE = 1 << 20

/** Their settings. */
export const LIMITS: { readonly [Name in keyof Limits]: Setting<number> } = {
  largestBody: {
    flag: 'max-body-bytes',
    variable: 'HEADROOM_MAX_BODY_BYTES',
    kind: whole(1024, 1024 * MEBIBYTE),
    standard: 100 * MEBIBYTE,
    about: 'bytes a request may have, also when decompressed; 413 beyond',
  },
  largestInFlight: {
    flag: 'max-in-flight-bytes',
    variable: 'HEADROOM_MAX_IN_FLIGHT_BYTES',
    kind: whole(MEBIBYTE, 1024 * 1024 * MEBIBYTE),
    standard: 1024 * MEBIBYTE,
    about: 'bytes of bodies that are held at once, of all requests together; 503 beyond',
    live: true,
  },
  concurrency: {
    flag: 'limit-concurrency',
    variable: 'HEADROOM_LIMIT_CONCURRENCY',
    kind: whole(1, 100_000),
    standard: 1000,
    about: 'requests under way at once; 503 beyond',
  },
  perMinute: {
    flag: 'rpm',
    variable: 'HEADROOM_RPM',
    kind: whole(0, 10_000_000),
    standard: 0,
    about: 'requests a minute for one client key; 0 is no limit',
    live: true,
  },
  headTimeout: {
    flag: 'header-timeout-seconds',
    variable: 'HEADROOM_HEADER_TIMEOUT_SECONDS',
    kind: whole(1, 10 * MINUTE),
    standard: 20,
    about: "seconds for a request's head to come in; 408 beyond (Node)",
  },
  bodyTimeout: {
    flag: 'body-timeout-seconds',
    variable: 'HEADROOM_BODY_TIMEOUT_SECONDS',
    kind: whole(1, 60 * MINUTE),
    standard: 5 * MINUTE,
    about: "seconds for a request's body to come in after that (Node)",
  },
  requestTimeout: {
    flag: 'request-timeout-seconds',
    variable: 'HEADROOM_REQUEST_TIMEOUT_SECONDS',
    kind: whole(1, 24 * 60 * MINUTE),
    standard: 10 * MINUTE,
    about: "seconds until the upstream's first byte",
    live: true,
  },
  compressionTimeout: {
    flag: 'compression-timeout-seconds',
    variable: 'HEADROOM_COMPRESSION_TIMEOUT_SECONDS',
    kind: whole(1, 10 * MINUTE),
    standard: 30,
    about: 'seconds until a request is sent as it came',
    live: true,
  },
  compressionThreads: {
    flag: 'compression-max-workers',
    variable: 'HEADROOM_COMPRESS_WORKERS',
    kind: whole(0, 64),
    standard: 2,
    about: 'threads for large bodies in Node, started when they are needed; 0 takes none',
  },
  retries: {
    flag: 'retry-max-attempts',
    variable: 'HEADROOM_RETRY_MAX_ATTEMPTS',
    kind: whole(0, 10),
    standard: 0,
    about: 'repeats after 429, a 5xx or a lost connection, before the first byte',
    live: true,
  },
}
