import { answerRecallCall, RECALL_TOOL } from '../../../engine/index.ts'
import { countTokens } from '../../index.ts'
import { refsLike } from '../../kept-refs.ts'
import type { GatewayDesk } from './desk.ts'
import { isRecord, type Message } from './frame.ts'

/** Answers a call of our own tool from the store. */
export async function retrieveAnswer(desk: GatewayDesk, { id, params }: Message): Promise<Message> {
  const { headroom, savings } = desk
  const given = isRecord(params) ? params : {}
  const { text, isError } = await answerRecallCall(
    given['arguments'] ?? {},
    async (ref, part, bounds) => await headroom.retrieve(ref, part, bounds),
    { refsLike: async (ref) => await refsLike(ref, desk) },
  )
  if (!isError) savings.add(RECALL_TOOL, { tokensRetrieved: await countTokens(text) })
  const result = {
    ...kindOf(given),
    content: [{ type: 'text', text }],
    ...(isError ? { isError } : {}),
  }
  return { jsonrpc: '2.0', id, result }
}

/** Results say their kind since the revision 2026-07-28, whose requests name theirs. */
function kindOf({ _meta: meta }: Message): object {
  const isNew = isRecord(meta) && 'io.modelcontextprotocol/protocolVersion' in meta
  return isNew ? { resultType: 'complete' } : {}
}

/** True where the store has the original that a call asks for. */
export async function holdsOriginal({ headroom }: GatewayDesk, params: unknown): Promise<boolean> {
  const given = isRecord(params) ? params['arguments'] : undefined
  const hash = isRecord(given) ? given['hash'] : undefined
  if (typeof hash !== 'string') return false
  try {
    return (await headroom.retrieve(hash, undefined, { limit: 1 })) !== undefined
  } catch {
    return false
  }
}
