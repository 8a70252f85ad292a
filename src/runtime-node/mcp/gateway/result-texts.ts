import { isRecord, type Message } from './frame.ts'
import { type FoundString, freeStrings } from './free-strings.ts'
import type { ListedTool } from './listed-tools.ts'

/**
 * The texts of a tool's result that a model may read: of its content, and of its structured content where
 * the tool's schema leaves them free. None of an error, of what only people are shown, and of what is not
 * known: a result of a tool that was never listed keeps its structure as it is.
 */
export function textsOfCall(result: Message, tool: ListedTool | undefined): readonly FoundString[] {
  const { content, isError, structuredContent } = result
  if (isError === true || !Array.isArray(content)) return []
  const shown = content.flatMap((block, at) => textsOfBlock(block, at))
  if (structuredContent === undefined || tool === undefined || tool.isDrawn) return shown
  return [
    ...shown,
    ...freeStrings(structuredContent, tool.outputSchema, ['result', 'structuredContent']),
  ]
}

/** The texts of resources that a model may read; pages of the server's own are for the client to draw. */
export function textsOfResources({ contents }: Message): readonly FoundString[] {
  if (!Array.isArray(contents)) return []
  return contents.flatMap((resource, at) => textOfResource(resource, ['result', 'contents', at]))
}

function textsOfBlock(block: unknown, at: number): readonly FoundString[] {
  if (!isRecord(block) || isForPeople(block)) return []
  const path = ['result', 'content', at]
  if (block['type'] === 'resource') return textOfResource(block['resource'], [...path, 'resource'])
  const { type, text } = block
  return type === 'text' && typeof text === 'string' ? [{ path: [...path, 'text'], text }] : []
}

function textOfResource(resource: unknown, path: FoundString['path']): readonly FoundString[] {
  if (!isRecord(resource)) return []
  const { uri, mimeType, text } = resource
  const isPage = String(uri).startsWith('ui:') || String(mimeType).startsWith('text/html')
  return isPage || typeof text !== 'string' ? [] : [{ path: [...path, 'text'], text }]
}

function isForPeople({ annotations }: Message): boolean {
  const audience = isRecord(annotations) ? annotations['audience'] : undefined
  return Array.isArray(audience) && !audience.includes('assistant')
}
