import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { answerOf } from './answer.ts'
import type { McpDesk } from './desk.ts'

const SUM = z.object({
  calls: z.number(),
  tokensBefore: z.number(),
  tokensAfter: z.number(),
  tokensRetrieved: z.number(),
})

const OUTPUT = z.object({
  total: SUM,
  tools: z.record(z.string(), SUM),
  tokensSaved: z.number().describe('net of what was looked up again'),
})

/** `headroom_stats`: what this server has saved since it started. */
export function addStatsTool(server: McpServer, { savings }: McpDesk): void {
  server.registerTool(
    'headroom_stats',
    {
      title: 'What was saved',
      description: 'Tokens saved by this server since it started, net of what was looked up again.',
      inputSchema: z.object({}),
      outputSchema: OUTPUT,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async () => {
      const { total, byTool } = savings
      const tokensSaved = total.tokensBefore - total.tokensAfter - total.tokensRetrieved
      const stats = { total, tools: byTool, tokensSaved }
      return answerOf(JSON.stringify(stats), stats)
    },
  )
}
