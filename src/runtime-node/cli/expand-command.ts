import { expand, expandBody } from '../index.ts'
import { readInput } from './read-input.ts'
import { warn, writeOut } from './terminal.ts'

/** `headroom expand`: what was packed, as it was before. */
export async function expandCommand(file: string): Promise<void> {
  const input = await readInput(file)
  if (input.text === undefined) {
    warn(`${input.name} is not valid UTF-8; passed on as it is`)
    writeOut(input.bytes)
    return
  }
  const body = await expandBody(input.text)
  const expanded = body === input.text ? await expandPlain(input.text) : body
  writeOut(expanded === input.text ? input.bytes : expanded)
}

/** A text that is no body counts as one tool result, as it does for `compress`. */
async function expandPlain(text: string): Promise<string> {
  const [message] = await expand([{ role: 'tool', content: text }])
  return message?.content ?? text
}
