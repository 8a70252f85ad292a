// Makes the samples that only the playground shows, from output of commands and from the samples that
// `npm start` shows; see playground/gallery/README.md.
//
//   node scripts/make-gallery.mjs
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'playground/gallery/files')
mkdirSync(folder, { recursive: true })

function outputOf(command, cwd = root) {
  const { stdout, stderr } = spawnSync(command, {
    cwd,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', NO_COLOR: '1' },
  })
  return `${stdout}${stderr}`.replaceAll(root.replace(/\/$/, ''), '/srv/app')
}

const read = (path) => readFileSync(join(root, path), 'utf8')
const sample = (name) => read(`samples/${name}`)

/** A JavaScript file held to TypeScript's strictest rules. */
const CHECK =
  'node node_modules/typescript/bin/tsc --noEmit --ignoreConfig --pretty false --allowJs --checkJs --strict --target es2022 samples/help.js'

const TRACE = `
import json, traceback, concurrent.futures, urllib.parse
def load(text): return json.loads(text)
def handle(row):
    try:
        return load(row)
    except ValueError as error:
        raise RuntimeError(f"row {row!r} is no record") from error
rows = ['{"a": 1', '[1, 2,, 3]', '{"b": nul}', '"open', '{"c": 1}}', '01', '{1: 2}', '[}']
for row in rows:
    try:
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            pool.submit(handle, row).result()
    except RuntimeError:
        traceback.print_exc()
`

function pythonTrace() {
  const { stderr } = spawnSync('python3', ['-'], { input: TRACE, encoding: 'utf8' })
  return stderr
    .replaceAll('"<stdin>"', '"/srv/app/import.py"')
    .replaceAll(/"[^"]*\/lib\/python/g, '"/usr/lib/python')
}

function packagesTable() {
  const lock = JSON.parse(read('package-lock.json'))
  const rows = Object.entries(lock.packages)
    .filter(([path]) => path.startsWith('node_modules/'))
    .slice(0, 400)
    .map(([path, { version, license = '', dev = false, optional = false }]) =>
      [
        path.slice('node_modules/'.length),
        version,
        license.replaceAll(',', ';'),
        dev,
        optional,
      ].join(','),
    )
  return `${['name,version,license,dev,optional', ...rows].join('\n')}\n`
}

const QUESTION = 'The nightly job fails. Find out why.'
const STEPS = [
  ['bash', { command: 'grep -rn "countTokens" src/engine' }, sample('search-results.txt')],
  ['bash', { command: 'tail -n 300 /var/log/postgresql/postgresql.log' }, sample('postgresql.log')],
  ['read_file', { path: 'lib/help.js' }, sample('help.js')],
  ['bash', { command: 'npx vitest run --reporter=verbose' }, sample('test-run.log')],
]

function openaiChat() {
  const messages = STEPS.flatMap(([name, input, output], at) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: `call_${at}`,
          type: 'function',
          function: { name, arguments: JSON.stringify(input) },
        },
      ],
    },
    { role: 'tool', tool_call_id: `call_${at}`, content: output },
  ])
  return { model: 'gpt-4o', messages: [{ role: 'user', content: QUESTION }, ...messages] }
}

function openaiResponses() {
  const input = STEPS.flatMap(([name, given, output], at) => [
    { type: 'function_call', call_id: `call_${at}`, name, arguments: JSON.stringify(given) },
    { type: 'function_call_output', call_id: `call_${at}`, output },
  ])
  return { model: 'gpt-5.1', input: [{ role: 'user', content: QUESTION }, ...input] }
}

function anthropicTurns() {
  return [
    { role: 'user', content: QUESTION },
    ...STEPS.flatMap(([name, input, output], at) => [
      { role: 'assistant', content: [{ type: 'tool_use', id: `toolu_${at}`, name, input }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: `toolu_${at}`, content: output }],
      },
    ]),
  ]
}

function gemini() {
  const contents = STEPS.flatMap(([name, args, output]) => [
    { role: 'model', parts: [{ functionCall: { name, args } }] },
    { role: 'user', parts: [{ functionResponse: { name, response: { output } } }] },
  ])
  return { contents: [{ role: 'user', parts: [{ text: QUESTION }] }, ...contents] }
}

const asJson = (value) => `${JSON.stringify(value, undefined, 2)}\n`
const asLines = (values) => `${values.map((value) => JSON.stringify(value)).join('\n')}\n`

const files = {
  'packages.csv': packagesTable(),
  'rg-heading.txt': outputOf(
    'rg --heading -n --sort path "export function" src/engine/text src/engine/columns src/engine/relevance',
  ),
  'ls-long.txt': outputOf(
    'ls -lR --time-style=long-iso src/engine/compressors src/engine/text',
  ).replaceAll(/ root +root /g, ' app app '),
  'tsc-errors.txt': outputOf(CHECK),
  'manual.html': read('node_modules/bignumber.js/doc/API.html'),
  'python-trace.txt': pythonTrace(),
  'engine.ts.txt': read('src/engine/engine.ts'),
  'textwrap.py': outputOf(
    'python3 -c "import textwrap; print(open(textwrap.__file__).read(), end=str())"',
  ),
  'openai-chat.json': asJson(openaiChat()),
  'openai-responses.json': asJson(openaiResponses()),
  'anthropic-messages.json': asJson({
    model: 'claude-sonnet-4-5',
    max_tokens: 4096,
    messages: anthropicTurns(),
  }),
  'gemini.json': asJson(gemini()),
  'transcript.jsonl': asLines(anthropicTurns().map((message) => ({ type: message.role, message }))),
}
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
