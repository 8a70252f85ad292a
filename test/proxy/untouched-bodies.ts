/** Request bodies that hold nothing to compress: every byte must arrive. */
export const untouchedBodies: readonly (readonly [name: string, body: string | Buffer])[] = [
  [
    'spelled numbers',
    '{"seed":12345678901234567,"temperature":1.0,"x":1e3,"y":-0,"z":1E+2,"w":0.10}',
  ],
  ['an order of keys', '{"b":1,"10":2,"2":3,"messages":[{"role":"user","content":"hi"}]}'],
  ['doubled keys', '{"a":1,"a":2,"messages":[],"messages":[{"role":"user","content":"hi"}]}'],
  [
    'escapes',
    '{"messages":[{"role":"user","content":"\\u00e9 é \\/ \\u2028 \\ud83d \\udd25\\ud83d"}]}',
  ],
  ['a BOM', '\ufeff{"messages":[{"role":"user","content":"hi"}]}'],
  ['white space', '\r\n{\r\n\t"messages" : [ ]\r\n}\r\n\r\n'],
  [
    'names of prototypes',
    '{"__proto__":{"a":1},"constructor":1,"messages":[{"role":"user","hasOwnProperty":1,"content":"x"}]}',
  ],
  ['a number beyond all', `{"x":1e400,"messages":[],"y":${'9'.repeat(400)}}`],
  ['deep nesting', `{"messages":[],"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ['a long string', `{"messages":[{"role":"user","content":"${'x'.repeat(1_000_000)}"}]}`],
  [
    'many keys',
    `{"messages":[],${Array.from({ length: 50_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`,
  ],
  [
    'unknown fields',
    '{"chat_template_kwargs":{"a":null},"service_tier":"x","tools":[],"messages":[{"role":"odd","content":[{"type":"new"}]}]}',
  ],
  [
    'sealed blocks',
    '{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s=="},{"type":"redacted_thinking","data":"x"}]},{"role":"user","content":"go"}]}',
  ],
  [
    'a reasoning item',
    '{"input":[{"type":"reasoning","encrypted_content":"gAAA","summary":[]},{"role":"user","content":"hi","phase":"x"}]}',
  ],
  [
    'an odd schema',
    '{"tools":[{"name":"t","input_schema":{"properties":{"zebra":1,"apple":2,"description":3,"cache_control":4}}}],"messages":[]}',
  ],
  [
    'names of prototypes at every level',
    '{"__proto__":{"__proto__":1},"constructor":{"prototype":{}},"toString":"x","messages":[{"role":"user","__proto__":{"content":"y"},"content":[{"type":"text","constructor":1,"hasOwnProperty":"z","text":"hi"}]}]}',
  ],
  ['a tool list that is null', '{"tools":null,"messages":[{"role":"user","content":"hi"}]}'],
  [
    'blocks that nobody knows, or that are sealed',
    '{"messages":[{"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{"q":1.0}},{"type":"mcp_tool_use","id":"m","name":"headroom_retrieve","server_name":"x","input":{}},{"type":"compaction","data":"=="},{"type":"redacted_thinking","data":"\\u00e9"}]},{"role":"user","content":[{"type":"document","source":{"type":"text","data":"d"},"citations":{"enabled":true}},{"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}],"citations":{}},{"type":"brand_new","x":[1e2]}]}]}',
  ],
  [
    'items of Responses',
    '{"model":"x","input":[{"type":"reasoning","id":"rs","encrypted_content":"gAAA==","summary":[]},{"type":"compaction","encrypted_content":"x"},{"type":"message","role":"assistant","phase":"commentary","content":[]},{"type":"apply_patch_call","call_id":"a","operation":{"type":"update_file","diff":"*** Begin Patch\\n*** Update File: a\\n@@\\n-x\\n+y\\n*** End Patch"}},{"type":"local_shell_call","call_id":"l","action":{"type":"exec","command":["bash","-lc","ls  -la"]}},{"type":"mcp_call","id":"m","name":"t","arguments":"{\\"a\\":1.0}","output":"o"},{"type":"mcp_list_tools","tools":[{"name":"zebra"},{"name":"apple"}]}]}',
  ],
  [
    'an order of properties, and odd names of them',
    '{"tools":[{"name":"t","description":"d","input_schema":{"type":"object","properties":{"zebra":{"type":"string","default":"x","examples":[1.0]},"apple":{"title":"t"},"mango":{},"description":{"type":"string"},"title":{"type":"string"},"cache_control":{"type":"object"},"default":{},"examples":{}}}}],"tool_choice":{"type":"tool","name":"t"},"messages":[{"role":"user","content":"hi"}]}',
  ],
  [
    'a broken byte in a message',
    Buffer.concat([
      Buffer.from('{"messages":[{"role":"user","content":"a'),
      Buffer.from([0xc3, 0x28, 0xf0, 0x9f]),
      Buffer.from('b"}],"tools":[{"name":"t"}]}'),
    ]),
  ],
  [
    'lone surrogates by themselves',
    '{"messages":[{"role":"tool","content":"\\ud83d"},{"role":"user","content":"\\udd25\\ud83d"}]}',
  ],
  ['no object', '[1,2,3]'],
  ['more than one', '{"messages":[]}{"messages":[]}'],
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['no JSON', '{"messages":['],
  ['nothing', ''],
]
