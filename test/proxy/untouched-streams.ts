import type { Format } from '../../src/proxy/upstream/route-of.ts'
import { ANSWERS } from './answers/answers.ts'
import { sse, typed } from './answers/streams.ts'

/** An answer that must reach the client to the byte, however it is cut on its way. */
export interface UntouchedStream {
  readonly name: string
  readonly format: Format
  readonly bytes: Buffer
  readonly status?: number
  readonly type?: string
}

const chunk = (delta: object): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`

const odd: readonly (readonly [name: string, format: Format, text: string | Buffer])[] = [
  ['emoji and CJK', 'openai-chat', chunk({ content: '🔥漢字é👩‍👩‍👧\u2028' })],
  [
    'CRLF, CR and mixed ends of lines',
    'anthropic',
    'event: ping\r\ndata: {"type":"ping"}\r\n\r\ndata: {"type":"ping"}\r\rdata:{}\n\r\n\r\ndata: {}\r\n\n',
  ],
  [
    'no spaces, data over lines, comments, ids, retries, bare names',
    'openai-responses',
    ': hi\nid: 7\nretry: 10\ndata:{"type":\ndata:"ping"}\n\ndata\n\n:\n\nevent: ping\n\n\n\nunknown: x\ndata: {}\n\n',
  ],
  ['a byte order mark', 'openai-chat', `\ufeff${chunk({ content: 'x' })}`],
  [
    'unknown deltas, blocks and events, interleaved',
    'anthropic',
    typed([
      { type: 'content_block_start', index: 1, content_block: { type: 'odd', x: 1.0 } },
      { type: 'content_block_delta', index: 0, delta: { type: 'unknown_delta', y: '\u00e9' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'citations_delta', citation: {} } },
      { type: 'brand_new', index: 12345 },
    ]),
  ],
  [
    'numbers with gaps',
    'openai-responses',
    typed([
      { type: 'response.created', sequence_number: 5, response: { id: 'r' } },
      { type: 'response.output_item.added', sequence_number: 9, output_index: 2, item: {} },
      { type: 'response.output_item.added', sequence_number: 9, output_index: 0, item: {} },
      { type: 'response.completed', sequence_number: 2, response: { id: 'r', output: [] } },
    ]),
  ],
  [
    'calls with gaps, and without numbers',
    'openai-chat',
    chunk({ tool_calls: [{ index: 3, id: 'a', function: { name: 'x', arguments: '' } }] }) +
      chunk({ tool_calls: [{ id: 'b', function: { name: 'y', arguments: '{}' } }] }),
  ],
  [
    'spelled numbers and escapes',
    'anthropic',
    'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\\u00e9\\/\\ud83d"},"x":1.0,"y":12345678901234567,"y":1e400}\n\n',
  ],
  [
    'an error in the midst, and more after it',
    'anthropic',
    'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"x"}}\n\nevent: ping\ndata: {"type":"ping"}\n\n',
  ],
  [
    'bytes after the end',
    'openai-chat',
    `${chunk({})}data: [DONE]\n\ndata: {"late":1}\n\nand this`,
  ],
  [
    'arguments that are split within an escape',
    'openai-chat',
    chunk({ tool_calls: [{ index: 0, function: { arguments: '"\\' } }] }) +
      chunk({ tool_calls: [{ index: 0, function: { arguments: 'u00e9"' } }] }),
  ],
  [
    'broken JSON, broken fields, an unfinished end',
    'gemini',
    'data: {"candidates":[{"content":\n\ndata: nonsense\n\ndata: null\n\ndata: 7\n\ndata: {"candidates":{}}\n\ndata: {"cand',
  ],
  [
    'bytes that are no UTF-8',
    'openai-chat',
    Buffer.concat([Buffer.from('data: "'), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from('"\n\n')]),
  ],
  ['deep nesting', 'openai-responses', sse([[undefined, `${'['.repeat(300)}${']'.repeat(300)}`]])],
]

/** Streams of which nothing is private: every byte must arrive. */
export const untouchedStreams: readonly UntouchedStream[] = [
  ...odd.map(([name, format, text]) => ({ name, format, bytes: Buffer.from(text as string) })),
  ...ANSWERS.map(({ name, format, text }) => {
    const isStream = text.startsWith('event:') || text.startsWith('data:')
    const type = isStream ? 'text/event-stream' : 'application/json'
    return { name, format, bytes: Buffer.from(text), type }
  }),
  {
    name: 'JSON where events were asked for',
    format: 'anthropic',
    bytes: Buffer.from('{"type":"message","content":[{"type":"text","text":"é"}], "x":1.0}'),
    type: 'application/json; charset=utf-8',
  },
  {
    name: 'an error as 429',
    format: 'anthropic',
    status: 429,
    bytes: Buffer.from('{"type":"error","error":{"type":"rate_limit_error"}}'),
    type: 'application/json',
  },
  {
    name: 'events under another name',
    format: 'openai-chat',
    bytes: Buffer.from(chunk({ content: 'x' })),
    type: 'text/plain',
  },
  {
    name: 'a page',
    format: 'openai-responses',
    status: 500,
    bytes: Buffer.from('<html><body>Bad gateway</body></html>\r\n'),
    type: 'text/html',
  },
  { name: 'nothing', format: 'gemini', bytes: Buffer.alloc(0), type: 'text/event-stream' },
]
