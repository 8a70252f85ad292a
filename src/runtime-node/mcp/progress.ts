import type { ServerContext } from '@modelcontextprotocol/server'
import type { Progress } from '../../engine/index.ts'

/** Tells a client that asked for it how far a run has come; `undefined` where it did not ask. */
export function progressTeller({
  _meta,
  notify,
}: ServerContext['mcpReq']): ((progress: Progress) => void) | undefined {
  const progressToken = _meta?.progressToken
  if (progressToken === undefined) return undefined
  return ({ charactersDone, characters }) => {
    const params = { progressToken, progress: charactersDone, total: characters }
    // A client that has gone needs no telling.
    void notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}
