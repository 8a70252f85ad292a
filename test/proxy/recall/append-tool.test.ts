import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { appendTool } from '../../../src/proxy/recall/append-tool.ts'
import { RECALL_DEFINITIONS } from '../../../src/proxy/recall/definitions.ts'
import { FORMATS } from './scripts.ts'

/** A body with our tool in it; `undefined` where it may not have it. */
function withTool(body: string, format: (typeof FORMATS)[number]): string | undefined {
  const insertion = appendTool(body, format)
  if (insertion === undefined) return undefined
  const { at, text } = insertion
  return body.slice(0, at) + text + body.slice(at)
}

describe('the definition of our tool', () => {
  it.each(FORMATS)('stays the same to the byte: %s', (format) => {
    const text = RECALL_DEFINITIONS[format]
    expect(text).toMatchSnapshot()
    expect(createHash('sha256').update(text).digest('hex')).toMatchSnapshot()
    expect(JSON.stringify(JSON.parse(text))).toBe(text)
  })
})

const TOOL = {
  anthropic: '{"name":"Bash","input_schema":{}}',
  'openai-chat': '{"type":"function","function":{"name":"Bash"}}',
  'openai-responses': '{"type":"function","name":"Bash"}',
  gemini: '{"functionDeclarations":[{"name":"Bash"}, {"name":"Read"} ]}',
} as const

/** A body with odd but valid bytes everywhere, and the tools in the middle of it. */
function bodyOf(format: (typeof FORMATS)[number], tools: string, more = ''): string {
  const store = format === 'openai-responses' ? '"store":false,' : ''
  return `\n{ "seed":12345678901234567,${store}${more}"messages":[{"role":"user","content":"\\u00e9 \\"tools\\":[] 🔥 \\ud83d"}],"tools" :${tools} , "x":1.0,"__proto__":{} }\n`
}

describe.each(FORMATS)('appending to %s', (format) => {
  const tool = TOOL[format]

  it('puts it last, and changes no other byte', () => {
    for (const tools of [`[${tool}]`, `[ ${tool} ]`, `[${tool}, ${tool}\n]`]) {
      const body = bodyOf(format, tools)
      const after = withTool(body, format) ?? ''
      const added = `,${RECALL_DEFINITIONS[format]}`
      const at = after.indexOf(added)
      expect(at).toBeGreaterThan(0)
      expect(after.slice(0, at) + after.slice(at + added.length)).toBe(body)
      const listed = JSON.parse(after).tools
      const list = format === 'gemini' ? listed.at(-1).functionDeclarations : listed
      expect(JSON.stringify(list.at(-1))).toBe(RECALL_DEFINITIONS[format])
      expect(withTool(after, format)).toBeUndefined()
    }
  })

  it('leaves a request alone that has no tools', () => {
    for (const tools of ['[]', 'null', '{}', '"Bash"']) {
      expect(withTool(bodyOf(format, tools), format)).toBeUndefined()
    }
    for (const body of ['{}', '[]', '', ' ', 'null', '{"messages":[]}']) {
      expect(withTool(body, format)).toBeUndefined()
    }
  })

  it.each(['mcp__headroom__headroom_retrieve', 'headroom_retrieve', 'server:headroom_retrieve'])(
    'leaves a request alone that has it already as %s',
    (name) => {
      const own = tool.replaceAll('Bash', name)
      expect(withTool(bodyOf(format, `[${own},${tool}]`), format)).toBeUndefined()
      const namespace = `{"type":"namespace","name":"x","tools":[{"name":"${name}"}]}`
      expect(withTool(bodyOf(format, `[${namespace},${tool}]`), format)).toBeUndefined()
    },
  )

  it('leaves a request alone that could not redeem it', () => {
    const forced = [
      '"tool_choice":{"type":"any"},',
      '"tool_choice":{"type":"tool","name":"Bash"},',
      '"tool_choice":{"type":"none"},',
      '"tool_choice":"required",',
      '"tool_choice":"none",',
      '"tool_choice":{"type":"function","function":{"name":"Bash"}},',
      '"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[]},',
      '"toolConfig":{"functionCallingConfig":{"mode":"ANY"}},',
      '"tool_config":{"function_calling_config":{"mode":"NONE"}},',
      '"previous_response_id":"resp_1",',
      '"conversation":"conv_1",',
      '"truncation":"auto",',
      '"transforms":["middle-out"],',
      '"context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]},',
      '"context_management":{"edits":[{"type":"clear_thinking_20251015"},{"type":"compact_20260112"}]},',
      '"context_management":[{"type":"compaction"}],',
      '"n":2,',
      '"generationConfig":{"candidateCount":2},',
      '"tools":[],',
    ]
    for (const more of forced) {
      expect([more, withTool(bodyOf(format, `[${tool}]`, more), format)]).toEqual([more, undefined])
    }
  })

  it('takes what says nothing for nothing', () => {
    const harmless = [
      '"tool_choice":"auto",',
      '"tool_choice":{"type":"auto","disable_parallel_tool_use":true},',
      '"tool_choice":null,',
      '"toolConfig":{"functionCallingConfig":{"mode":"AUTO"}},',
      '"toolConfig":{},',
      '"previous_response_id":null,',
      '"conversation":null,',
      '"truncation":"disabled",',
      '"transforms":[],',
      '"context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},',
      '"n":1,',
      '"generationConfig":{"candidateCount":1,"temperature":0},',
    ]
    for (const more of harmless) {
      expect([more, withTool(bodyOf(format, `[${tool}]`, more), format)]).not.toEqual([
        more,
        undefined,
      ])
    }
  })
})

it('asks of Responses that nothing is stored', () => {
  const body = bodyOf('openai-responses', `[${TOOL['openai-responses']}]`)
  for (const store of ['"store":true,', '"store":null,', '']) {
    expect(withTool(body.replace('"store":false,', store), 'openai-responses')).toBeUndefined()
  }
})

it('joins the functions that Gemini has, in either spelling', () => {
  const search = '{"googleSearch":{}}'
  expect(withTool(bodyOf('gemini', `[${search}]`), 'gemini')).toBeUndefined()
  expect(withTool(bodyOf('gemini', '[{"functionDeclarations":[]}]'), 'gemini')).toBeUndefined()
  const mixed = `[{"function_declarations":[{"name":"Bash"}]},${search}]`
  expect(JSON.parse(withTool(bodyOf('gemini', mixed), 'gemini') ?? '{}').tools).toMatchObject([
    { function_declarations: [{ name: 'Bash' }, { name: 'headroom_retrieve' }] },
    { googleSearch: {} },
  ])
})
