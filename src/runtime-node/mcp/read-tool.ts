import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { EngineError, refOf } from '../../engine/index.ts'
import type { AllowedFile, AllowedFiles } from './allowed-files.ts'
import { answered, answerOf, type ToolAnswer } from './answer.ts'
import { SMALLER } from './compress-tool.ts'
import type { McpDesk } from './desk.ts'

const INPUT = z.object({
  path: z.string(),
  lines: z
    .tuple([z.number().int().positive(), z.number().int().positive()])
    .optional()
    .describe('[from, to], from 1: exactly these lines, for editing'),
  known: z
    .string()
    .optional()
    .describe('what an earlier read called known, while you can still see that text'),
})

const OUTPUT = SMALLER.extend({
  path: z.string(),
  known: z.string().describe('names this very text; pass it with the next read'),
  unchanged: z.boolean(),
})

/** `headroom_read`: a file under the allowed folders. */
export function addReadTool(server: McpServer, desk: McpDesk, files: AllowedFiles): void {
  server.registerTool(
    'headroom_read',
    {
      title: 'Read a file',
      description:
        'Reads a text file: short ones as they are, long ones packed or as an outline whose gaps come back with headroom_retrieve. With lines: exactly those lines. With known: only says so where the file is unchanged.',
      inputSchema: INPUT,
      outputSchema: OUTPUT,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    async ({ path, lines, known }, { mcpReq }) =>
      await answered(mcpReq.signal, async () => {
        const file = await files.read(path)
        if (known !== undefined && known.trim() === refOf(file.text)) return unchanged(file)
        if (lines !== undefined) return exactLines(file, lines)
        return await smaller(file, desk, mcpReq.signal)
      }),
  )
}

/** The name of the text stands apart, so that the text itself can be copied as it is. */
function reading(file: AllowedFile, note: string, told: Record<string, unknown>): ToolAnswer {
  const known = refOf(file.text)
  const text = String(told['text'])
  const answer = answerOf(text, { unchanged: false, ...told, path: file.path, known })
  answer.content.push({ type: 'text', text: `[${note}known: ${known}]` })
  return answer
}

function unchanged(file: AllowedFile): ToolAnswer {
  const known = refOf(file.text)
  const text = `unchanged since you read it: ${known}`
  const figures = { tokensBefore: 0, tokensAfter: 0, hashes: [] }
  return answerOf(text, { ...figures, path: file.path, text, known, unchanged: true })
}

/** Characters of exact lines in one answer: some 15,000 tokens of plain text. */
const LONGEST = 60_000

function exactLines(file: AllowedFile, [from, to]: readonly [number, number]): ToolAnswer {
  const lines = file.text.split(/(?<=\n)/)
  if (from > to || from > lines.length) {
    throw new EngineError(
      'bad-options',
      `lines must be within 1 and ${lines.length}, the first first`,
    )
  }
  const text = lines.slice(from - 1, to).join('')
  if (text.length > LONGEST) {
    throw new EngineError(
      'bad-options',
      `these lines have ${text.length} characters; ask for fewer, ${LONGEST} at most`,
    )
  }
  const note = `lines ${from}-${Math.min(to, lines.length)} of ${lines.length}; `
  return reading(file, note, { text, tokensBefore: 0, tokensAfter: 0, hashes: [] })
}

async function smaller(file: AllowedFile, desk: McpDesk, signal: AbortSignal): Promise<ToolAnswer> {
  const input = JSON.stringify({ path: file.path })
  const call = { id: 'read', type: 'function', function: { name: 'read_file', arguments: input } }
  const { messages, tokensBefore, tokensAfter, ccrHashes } = await desk.headroom.compress(
    [
      { role: 'assistant', content: '', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'read', content: file.text },
    ],
    { recall: true, signal },
  )
  desk.savings.add('headroom_read', { tokensBefore, tokensAfter })
  const text = messages[1]?.content ?? file.text
  return reading(file, '', { text, tokensBefore, tokensAfter, hashes: ccrHashes })
}
