import type { Port } from './messages.ts'

/** Deeper than any conversation; what is further in stays behind. */
const DEEPEST = 200

/**
 * Posts a message. Of one that holds what cannot be cloned (functions, classes of the browser's) the rest is sent:
 * the engine reads texts alone, and what came with them stays with the caller.
 */
export function post(
  port: Pick<Port, 'postMessage'>,
  message: unknown,
  transfer: Transferable[] = [],
): void {
  try {
    port.postMessage(message, { transfer })
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'DataCloneError')) throw error
    port.postMessage(cloneable(message, new Map(), 0), { transfer })
  }
}

function cloneable(value: unknown, known: Map<unknown, unknown>, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (known.has(value)) return known.get(value)
  if (ArrayBuffer.isView(value)) return value
  if (depth > DEEPEST) return undefined
  const copy: object = Array.isArray(value) ? [] : {}
  known.set(value, copy)
  for (const [key, inner] of Object.entries(value)) {
    Reflect.set(copy, key, cloneable(inner, known, depth + 1))
  }
  return copy
}
