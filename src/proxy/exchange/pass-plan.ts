import { undoFor } from '../answers/encoded-answer.ts'
import type { Observing } from '../answers/observe.ts'
import type { ExchangeRecord } from '../operations/record.ts'
import type { StepTimes } from '../operations/steps.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import type { HeadHeaders } from '../request-head.ts'
import type { Format } from '../upstream/route-of.ts'
import { targetOf } from '../upstream/target.ts'
import { blankRecord, type Errand, usageIn } from './errand.ts'

/** A request that is left alone, and why. */
export interface Passing extends Errand {
  readonly mode: ExchangeRecord['mode']
  /** Where the answer can be understood. */
  readonly format?: Format
  readonly answers?: boolean
}

/** What a host has to do for a request that is left alone. */
export interface PassPlan {
  readonly url: URL
  /** Milliseconds until the upstream's first byte. */
  readonly timeout: number
  /** What is wanted of the answer as it goes by; to be asked once, when its head has come. */
  readonly observing: (answer: AnswerHead) => Observing
  /** Lets the request out where no answer came, and notes it. */
  readonly leave: () => void
}

/** What of an answer is looked at before its body. */
export interface AnswerHead {
  readonly status: number
  readonly headers: HeadHeaders
  /** True where the host has undone the body's content encoding already. */
  readonly decoded: boolean
}

/** Where it goes and what is noted of it. `model` says so where models are sent to upstreams of their own. */
export function passPlan(passing: Passing, desk: ProxyDesk, model?: string): PassPlan {
  const { request, caller, provider, leave, mode, format } = passing
  const { host, settings, stats } = desk
  const url = targetOf({ provider, model, path: caller.path + caller.query }, settings.values)
  const start = host.now()
  const bytesIn = Number(request.headers.get('content-length') ?? 0)
  return {
    url,
    timeout: settings.values.requestTimeout * 1000,
    leave: () => {
      leave()
      const none = { mode, format, bytesIn, ending: 'cut' } as const
      stats.add({ ...blankRecord(passing, desk, url), ...none }, host.date())
    },
    observing: (answer) => {
      const upstreamMilliseconds = host.now() - start
      const { status } = answer
      return {
        format: passing.answers === true ? format : undefined,
        undo: undoFor(answer, host),
        now: () => host.now(),
        onEnd: (facts) => {
          leave()
          const known = blankRecord(passing, desk, url)
          const usage = format === undefined ? undefined : usageIn(facts, format)
          const steps = stepsOf(upstreamMilliseconds, facts.firstByte)
          const told = {
            mode,
            format,
            status,
            usage,
            upstreamMilliseconds,
            bytesIn,
            bytesOut: bytesIn,
          }
          stats.add({ ...known, ...told, steps, ending: facts.ending }, host.date())
        },
      }
    },
  }
}

/** An answer without a body has no first byte. */
function stepsOf(upstream: number, firstByte: number | undefined): StepTimes {
  return firstByte === undefined ? { upstream } : { upstream, first_byte: firstByte }
}
