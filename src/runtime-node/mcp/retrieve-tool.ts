import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { answerRecallCall, RECALL_ABOUT, RECALL_TOOL } from '../../engine/index.ts'
import { countTokens } from '../index.ts'
import { refsLike } from '../kept-refs.ts'
import { answered, answerOf } from './answer.ts'
import type { McpDesk } from './desk.ts'

const range = z
  .tuple([z.number().int(), z.number().int()])
  .optional()
  .describe('[from, to], from 1')

const INPUT = z.object({
  hash: z.string().describe('the ref'),
  lines: range,
  rows: range,
  keys: z.array(z.string()).optional().describe('JSON paths, e.g. items.3.name'),
  search: z.string().optional().describe('words to find'),
  characters: range,
})

const OUTPUT = z.object({ hash: z.string(), text: z.string() })

/** `headroom_retrieve`: what was left out, whole or in part. */
export function addRetrieveTool(server: McpServer, desk: McpDesk): void {
  const { headroom, savings } = desk
  server.registerTool(
    RECALL_TOOL,
    {
      title: 'Read what was left out',
      description: RECALL_ABOUT,
      inputSchema: INPUT,
      outputSchema: OUTPUT,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    async (given, { mcpReq }) =>
      await answered(mcpReq.signal, async () => {
        const { text, isError } = await answerRecallCall(
          withoutAbsent(given),
          async (ref, part, bounds) => await headroom.retrieve(ref, part, bounds),
          { refsLike: async (ref) => await refsLike(ref, desk) },
        )
        if (isError) return { content: [{ type: 'text', text }], isError }
        savings.add(RECALL_TOOL, { tokensRetrieved: await countTokens(text) })
        return answerOf(text, { hash: given.hash, text })
      }),
  )
}

function withoutAbsent(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
