// A rival on the measuring stick: @llmtrim/js, the WASM build of llmtrim. LLMTRIM names its preset.
// It takes request bodies: messages go in as one and are read out of what comes back.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const preset = process.env.LLMTRIM ?? 'safe'
const require = createRequire(import.meta.url)
let trim

/** The package is made for bundlers; Node 20 has to put its module and its script together itself. */
export async function init() {
  const script = require.resolve('@llmtrim/js').replace(/\.js$/, '_bg.js')
  const glue = await import(pathToFileURL(script).href)
  const bytes = readFileSync(script.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './llmtrim_wasm_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  trim = glue.compress
}

export async function compress({ messages, model }) {
  const provider = messages.some(isAnthropic) ? 'anthropic' : 'openai'
  const { request_json: body } = trim(JSON.stringify({ model, messages }), provider, preset)
  return { messages: JSON.parse(body).messages }
}

function isAnthropic({ content }) {
  return Array.isArray(content) && content.some(({ type }) => /^tool_(?:use|result)$/.test(type))
}
