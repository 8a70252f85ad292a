import { describe, expect, it } from 'vitest'
import { readJsonBody } from '../../../src/engine/dialects/index.ts'
import type { Block } from '../../../src/engine/ir/conversation.ts'

const CLOSED = { compressUser: false }
const RESULT = 'a result\\nof \\u00e9 \\/ tools'
const CHANGED = 'short "é"\n'
const CHANGED_JSON = 'short \\"é\\"\\n'

/** A request in OpenAI's form, written by hand so that every byte of it is the test's. */
function openai(extra: string): string {
  return `{"model":"m",${extra},"messages":[{"role":"user","content":"hi"},{"role":"tool","tool_call_id":"c","content":"${RESULT}"}]}`
}

/** The same in Anthropic's form, with members before, inside and behind the messages. */
function anthropic(inBlock: string, behind: string): string {
  return `{"messages": [{"role":"user","content":[${inBlock},{"type":"tool_result","cache_control":{"type":"ephemeral"},"tool_use_id":"t","content":"${RESULT}"}]}],${behind}}`
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const manyKeys = Array.from({ length: 50_000 }, (_, at) => `"k${at}":${at}`).join(',')

const cases: Readonly<Record<string, string>> = {
  '1 numbers': openai(
    '"seed":12345678901234567,"temperature":1.0,"x":1e3,"y":-0,"z":1E+2,"w":0.10',
  ),
  '2 key order': openai('"b":1,"10":2,"2":3'),
  '3 duplicate keys': openai('"a":1,"a":2'),
  '4 escapes': openai('"e":["\\u00e9","é","\\/","\\u2028","\u2028"]'),
  '5 lone surrogates': openai('"s":"\\ud83d","t":"\\udd25\\ud83d"'),
  '5 lone surrogates in the text itself': openai('"s":"\ud83d"'),
  '6 trailing newline': `${openai('"a":1')}\n`,
  '6 carriage returns and tabs': openai('"a":1').replaceAll(',', ',\r\n\t'),
  '6 pretty printed': JSON.stringify(JSON.parse(openai('"a":{"b":[1,2,{}]}')), null, 2).replace(
    JSON.stringify(JSON.parse(`"${RESULT}"`)),
    `"${RESULT}"`,
  ),
  '7 names of Object': openai(
    '"__proto__":{"constructor":1},"hasOwnProperty":{"toString":{"__proto__":null}}',
  ),
  '7 names of Object in a block': anthropic(
    '{"type":"text","text":"x","__proto__":{"content":"y"},"constructor":1}',
    '"toString":1',
  ),
  '8 numbers beyond all': openai(`"a":1e400,"b":${'9'.repeat(400)}`),
  '8 nested lists': openai(`"a":${nested(20_000)}`),
  '8 a long string': openai(`"a":"${'x'.repeat(1_000_000)}"`),
  '8 many keys': openai(manyKeys),
  '8 many keys in a block': anthropic(`{${manyKeys}}`, '"a":1'),
  '9 unknown fields': openai(
    '"chat_template_kwargs":{"a":1},"service_tier":"flex","x_vendor":null,"stop":[]',
  ),
  '9 tools null': openai('"tools":null'),
  '9 tools empty': openai('"tools":[]'),
  '9 unknown blocks': anthropic('{"type":"hologram","text":"keep"},null,7,"bare"', '"stop":null'),
  '10 signed and encrypted': anthropic(
    '{"type":"thinking","thinking":"t","signature":"s=="},{"type":"redacted_thinking","data":"d=="},{"type":"compaction","encrypted_content":"e"}',
    '"phase":"final"',
  ),
  '10 server tools': anthropic(
    '{"type":"server_tool_use","id":"s","name":"web_search","input":{"q":"1.0"}},{"type":"mcp_tool_use","id":"m","name":"n","server_name":"s","input":{}},{"type":"local_shell_call","action":{"command":["ls","-la"]}}',
    '"a":1',
  ),
  '10 documents': anthropic(
    '{"type":"document","source":{"type":"text","data":"d"},"citations":{"enabled":true}},{"type":"search_result","content":[{"type":"text","text":"x"}]}',
    '"a":"*** Begin Patch\\n*** Update File: a"',
  ),
  '13 order of properties': openai(
    '"tools":[{"type":"function","function":{"name":"f","parameters":{"properties":{"zebra":{"default":1.0},"apple":{"description":{"title":"t"}},"mango":{"cache_control":{},"examples":[]}}}}}]',
  ),
}

describe('field notes 3.1: an envelope with nothing to change in it', () => {
  it.each(Object.entries(cases))('%s comes back as it came', (_name, text) => {
    expect(readJsonBody(text, CLOSED)?.write([]) === text).toBe(true)
  })

  it.each(Object.entries(cases))('%s: an edit changes its literal only', (_name, text) => {
    const reading = readJsonBody(text, CLOSED)
    const open = (reading?.conversation.messages ?? [])
      .flatMap(({ blocks }): readonly Block[] => blocks)
      .filter(({ seal }) => seal === 'open')
    expect(open.map((block) => block.text)).toEqual(['a result\nof é / tools'])
    const edits = open.map(({ id }) => ({ block: id, text: CHANGED }))
    expect(reading?.write(edits) === text.replace(RESULT, CHANGED_JSON)).toBe(true)
  })
})

const untouched: Readonly<Record<string, string>> = {
  '3 duplicate messages': `{"messages":[{"role":"user","content":"a"}],"messages":[]}`,
  '3 a duplicate written with escapes': `{"messages":[{"role":"user","content":"a"}],"mess\\u0061ges":[]}`,
  '6 a byte order mark': `\ufeff${openai('"a":1')}`,
  '8 a million brackets': nested(1_000_000),
  '8 brackets that never close': '['.repeat(1_000_000),
  '11 bytes that are no UTF-8, read as best one can': `{"messages":[{"role":"user","content":"a"}]\ufffd}`,
  '12 a compressed body': '\u001f\ufffd\b\u0000\u0000\u0000\u0000\u0000',
  'an empty body': '',
  'a value behind the body': `${openai('"a":1')} 1`,
  'a comma too many': '{"messages":[{"role":"user","content":"a"},]}',
  'a list of records': '[{"id":1,"role":"admin"},{"id":2,"role":"user"}]',
  'a list of numbers': '[1,2,3]',
  'a string': '"[]"',
  'a request for embeddings': '{"model":"m","input":["a","b"]}',
  'a request for embeddings of tokens': '{"model":"m","input":[[1,2],[3]]}',
  'a request for embeddings of contents': '{"requests":[{"content":{"parts":[{"text":"a"}]}}]}',
  'a plain completion': '{"model":"m","prompt":"a \\"role\\""}',
  'a request with its input twice': '{"input":"a","input":"b"}',
  'a request with its contents twice': '{"contents":[{"parts":[]}],"contents":[]}',
  'contents without parts': '{"contents":[{"role":"user"}]}',
}

describe('field notes 3.1: what is no body we know', () => {
  it.each(Object.entries(untouched))('%s is left to pass', (_name, text) => {
    expect(readJsonBody(text, CLOSED)).toBeUndefined()
  })
})
