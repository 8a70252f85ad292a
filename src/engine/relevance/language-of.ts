import type { Content } from '../ir/content.ts'
import type { Origin } from '../ir/conversation.ts'
import { languageOfPath } from '../languages/index.ts'
import { fileReadOf } from './file-read.ts'

/** Code in the language that its file's name tells, where the call names a file; else as it looks. */
export function withLanguage(content: Content, origin: Origin | undefined): Content {
  if (content.kind !== 'code') return content
  const path = fileReadOf(origin)?.path
  const language = path === undefined ? undefined : languageOfPath(path)?.name
  return language === undefined ? content : { ...content, language }
}
