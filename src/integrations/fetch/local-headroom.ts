import type { CompressReadOptions, Headroom, LocalHeadroom } from '../../engine/index.ts'
import { abortSignalOf, type ExchangeHeadroom } from '../../proxy/client-side.ts'

/** The engine for bodies that were read here, also where it works in another thread. */
export function localHeadroom(headroom: Headroom): ExchangeHeadroom {
  if (isLocal(headroom)) return headroom
  return {
    compressRead: async (body, options = {}) => {
      const { insertions = [], ...asked } = withoutElsewhere(options)
      const before = insertions.length === 0 ? body.bytes : body.inserted(insertions)
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(before)
      const { signal, ...others } = asked
      const { body: after, ...figures } = await headroom.compressBody(text, {
        ...others,
        compressUser: body.compressUser,
        ...(signal === undefined ? {} : { signal: abortSignalOf(signal as AbortSignal) }),
      })
      return { bytes: after === text ? before : new TextEncoder().encode(after), ...figures }
    },
    retrieve: async (ref, part, bounds) => await headroom.retrieve(ref, part, bounds),
  }
}

function isLocal(headroom: Headroom): headroom is LocalHeadroom {
  return 'compressRead' in headroom
}

/** Threads of its own decide for it anyway. */
function withoutElsewhere({
  elsewhere: _elsewhere,
  ...options
}: CompressReadOptions): Omit<CompressReadOptions, 'elsewhere'> {
  return options
}
