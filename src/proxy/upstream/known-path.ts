import { isConversation } from './route-of.ts'

/** Gateways serve APIs under paths of their own; none is known to need as many steps. */
const MOST_STEPS = 12

/**
 * What of a path is one under which a POST is a conversation, whatever stands before it: gateways and compatible
 * providers have their own base. `undefined` where none is; chat is known without a version, too.
 */
export function knownPathIn(path: string): string | undefined {
  let start = 0
  for (let step = 0; step < MOST_STEPS && start !== -1; step++) {
    const rest = path.slice(start)
    if (isConversation(rest)) return rest
    start = path.indexOf('/', start + 1)
  }
  return path.endsWith('/chat/completions') ? '/v1/chat/completions' : undefined
}
