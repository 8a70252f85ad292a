import { RECALL_TOOL } from '../../engine/index.ts'
import type { Format } from '../upstream/route-of.ts'

/** What the model reads of the tool; every request with tools carries it, so it is short. */
const ABOUT =
  'Gives back the text behind a line like [… nothing lost: headroom_retrieve(ref=\\"…\\") …], exactly as it was. Use it when what you need was left out there. Pass the ref as hash; add one of lines, rows, keys, search, characters for a part.'

/** Names and meanings of what can be passed, in the order in which they are written. */
function parameters(type: (name: string) => string): string {
  const range = `{"type":"${type('array')}","items":{"type":"${type('integer')}"},"description":"[from, to], from 1"}`
  return `{"type":"${type('object')}","properties":{"hash":{"type":"${type('string')}","description":"the ref"},"lines":${range},"rows":${range},"keys":{"type":"${type('array')}","items":{"type":"${type('string')}"},"description":"JSON paths, e.g. items.3.name"},"search":{"type":"${type('string')}","description":"words to find"},"characters":${range}},"required":["hash"]}`
}

const plain = parameters((name) => name)
/** Gemini's schemas write types in capitals. */
const capitals = parameters((name) => name.toUpperCase())
const head = `"name":"${RECALL_TOOL}","description":"${ABOUT}"`

/** Our tool as each format lists it: fixed bytes, so that no prefix ever changes. */
export const RECALL_DEFINITIONS: Readonly<Record<Format, string>> = {
  anthropic: `{${head},"input_schema":${plain}}`,
  'openai-chat': `{"type":"function","function":{${head},"parameters":${plain}}}`,
  'openai-responses': `{"type":"function",${head},"parameters":${plain},"strict":false}`,
  gemini: `{${head},"parameters":${capitals}}`,
}
