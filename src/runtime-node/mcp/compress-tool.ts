import type { McpServer, ServerContext } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { type CompressOptions, EngineError, type Preset } from '../../engine/index.ts'
import type { AllowedFiles } from './allowed-files.ts'
import { answered, answerOf } from './answer.ts'
import type { McpDesk } from './desk.ts'
import { progressTeller } from './progress.ts'

const PRESETS = ['safe', 'balanced', 'aggressive'] as const satisfies readonly Preset[]

const INPUT = z.object({
  content: z.string().optional().describe('the text itself; leave it out where path says it'),
  path: z.string().optional().describe('a file, so that its text need not be written out'),
  kind: z
    .string()
    .optional()
    .describe('what it is, e.g. json or log; told from the text otherwise'),
  preset: z.enum(PRESETS).optional().describe('safe leaves nothing out'),
  budget: z.number().int().positive().optional().describe('tokens to come down to'),
})

/** What became of a text; the same for every tool that makes one smaller. */
export const SMALLER: z.ZodObject<{
  text: z.ZodString
  tokensBefore: z.ZodNumber
  tokensAfter: z.ZodNumber
  hashes: z.ZodArray<z.ZodString>
}> = z.object({
  text: z.string(),
  tokensBefore: z.number(),
  tokensAfter: z.number(),
  hashes: z.array(z.string()).describe('refs of what was left out, for headroom_retrieve'),
})

/** `headroom_compress`: any text, or a file, where files are read. */
export function addCompressTool(
  server: McpServer,
  desk: McpDesk,
  files: AllowedFiles | undefined,
): void {
  server.registerTool(
    'headroom_compress',
    {
      title: 'Compress a text',
      description:
        'Makes a long text smaller without losing anything: tool output, logs, JSON, search results, files. Give content or path. What is left out is marked and comes back with headroom_retrieve.',
      inputSchema: INPUT,
      outputSchema: SMALLER,
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    async (given, { mcpReq }) =>
      await answered(mcpReq.signal, async () => {
        const text = await textOf(given, files)
        const { messages, tokensBefore, tokensAfter, ccrHashes } = await desk.headroom.compress(
          [{ role: 'tool', name: 'headroom_compress', content: text }],
          optionsOf(given, mcpReq),
        )
        const smaller = messages[0]?.content ?? text
        desk.savings.add('headroom_compress', { tokensBefore, tokensAfter })
        return answerOf(smaller, { text: smaller, tokensBefore, tokensAfter, hashes: ccrHashes })
      }),
  )
}

type Given = z.infer<typeof INPUT>

/** What the call says, and no more: what it leaves out is the engine's to choose. */
function optionsOf(
  { kind, preset, budget }: Given,
  mcpReq: ServerContext['mcpReq'],
): CompressOptions {
  const onProgress = progressTeller(mcpReq)
  const said = Object.entries({ kind, preset, budget, onProgress })
  const present = Object.fromEntries(said.filter(([, value]) => value !== undefined))
  return { ...present, recall: true, signal: mcpReq.signal }
}

async function textOf({ content, path }: Given, files: AllowedFiles | undefined): Promise<string> {
  if (files === undefined && path !== undefined)
    throw new EngineError('bad-options', 'no files are read here: give the text itself as content')
  if ((content === undefined) === (path === undefined)) {
    throw new EngineError('bad-options', 'headroom_compress takes one of content and path')
  }
  return content ?? (await files?.read(path ?? ''))?.text ?? ''
}
