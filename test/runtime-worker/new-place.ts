import { env } from 'cloudflare:workers'
import type { OriginalsNamespace } from '../../src/runtime-worker/cloudflare.ts'

/** Objects nobody has used before, and what they were asked. */
export interface Place extends OriginalsNamespace {
  /** Names of the objects that were called, one for each call. */
  readonly called: string[]
}

export function newPlace(): Place {
  const prefix = crypto.randomUUID()
  const names = new Map<string, string>()
  const called: string[] = []
  return {
    called,
    idFromName: (name) => {
      const id = env.ORIGINALS.idFromName(prefix + name)
      names.set(id.toString(), name)
      return id
    },
    get: (id: DurableObjectId) => {
      called.push(names.get(id.toString()) ?? '')
      return env.ORIGINALS.get(id)
    },
  }
}
