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
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ['no JSON', '{"messages":['],
  ['nothing', ''],
]
