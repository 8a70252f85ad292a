import { RECALL_ABOUT, RECALL_PARAMETERS, RECALL_TOOL } from '../../engine/index.ts'
import type { Format } from '../upstream/route-of.ts'

const plain = JSON.stringify(RECALL_PARAMETERS)
/** Gemini's schemas write types in capitals. */
const capitals = plain.replace(
  /"type":"([a-z]+)"/g,
  (_, name: string) => `"type":"${name.toUpperCase()}"`,
)
const head = `"name":"${RECALL_TOOL}","description":${JSON.stringify(RECALL_ABOUT)}`

/** Our tool as each format lists it: fixed bytes, so that no prefix ever changes. */
export const RECALL_DEFINITIONS: Readonly<Record<Format, string>> = {
  anthropic: `{${head},"input_schema":${plain}}`,
  'openai-chat': `{"type":"function","function":{${head},"parameters":${plain}}}`,
  'openai-responses': `{"type":"function",${head},"parameters":${plain},"strict":false}`,
  gemini: `{${head},"parameters":${capitals}}`,
}
