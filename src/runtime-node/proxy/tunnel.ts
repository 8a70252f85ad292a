import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

/**
 * Gives every byte of either connection on to the other, at the pace at which that one reads. An end
 * stays an end and a reset a reset, and neither connection outlives the other.
 */
export function joinSockets(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.setNoDelay(true)
    // A peer that is gone without a word would hold both for good.
    from.setKeepAlive(true)
    from.on('error', () => breakOff(to))
    from.once('close', () => to.destroySoon())
    from.pipe(to)
  }
}

/** Closes a connection so that the other side can tell that it did not end by itself. */
export function breakOff(socket: Socket): void {
  // Only bare connections can be reset; an encrypted one that lacks its closing word tells the same.
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.resetAndDestroy()
}
