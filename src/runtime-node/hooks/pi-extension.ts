import { isTextBlock, type PluginOptions, pluginAsker } from './plugin-client.ts'

/** What pi tells of a tool that has run (its documentation, extensions.md). */
interface ToolResult {
  readonly toolName: string
  readonly input: unknown
  readonly content: readonly unknown[]
  readonly isError: boolean
}

/** As far as it is used. */
interface Pi {
  on(
    event: 'tool_result',
    handler: (
      result: ToolResult,
      context: { readonly cwd: string },
    ) => Promise<{ readonly content: readonly unknown[] } | undefined>,
  ): void
}

/** Our extension of pi. Its handler never rejects. */
export function headroomExtension(pi: Pi, options: PluginOptions): void {
  const ask = pluginAsker('pi', options)
  pi.on('tool_result', async ({ toolName: tool, input, content, isError }, { cwd: folder }) => {
    if (!Array.isArray(content)) return undefined
    const texts = content.filter(isTextBlock).map(({ text }) => text)
    const about = { isOfServer: false, isOfSubagent: false, hasFailed: isError }
    const now = await ask({ tool, input, folder, texts, ...about })
    const left = now?.values()
    if (left === undefined) return undefined
    return {
      content: content.map((block) =>
        isTextBlock(block) ? { ...block, text: left.next().value } : block,
      ),
    }
  })
}
