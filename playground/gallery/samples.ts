import type { Probe } from '../engine/protocol.ts'
import probes from './probes.json' with { type: 'json' }

/** A text to try; see README.md beside this file for where each came from. */
export interface Sample {
  readonly group: string
  readonly name: string
  readonly file: string
  readonly about: string
  readonly url: string
  /** What one would look for in it. */
  readonly query?: string
  readonly probes?: readonly Probe[]
}

interface Entry {
  readonly group: string
  readonly name: string
  readonly file: string
  readonly about: string
}

/** Addresses of the files, which the bundler copies; none of them is in a script. */
const URLS: Readonly<Record<string, string>> = import.meta.glob(
  [
    '../../samples/*.{json,log,txt,js,md,diff}',
    '!../../samples/{README.md,npm-ls.json}',
    './files/*',
  ],
  { query: '?url', import: 'default', eager: true },
)

const ENTRIES: readonly Entry[] = [
  { group: 'data', name: 'npm registry', file: 'npm-registry.json', about: 'npm view hono --json' },
  { group: 'data', name: 'issues', file: 'issues.json', about: 'a list of issues from an API' },
  {
    group: 'data',
    name: 'dependencies',
    file: 'dependency-report.json',
    about: 'depcruise --output-type json',
  },
  {
    group: 'data',
    name: 'table',
    file: 'packages.csv',
    about: 'a CSV of this package’s dependencies',
  },
  { group: 'logs', name: 'nginx', file: 'nginx-access.log', about: 'an access log' },
  { group: 'logs', name: 'postgresql', file: 'postgresql.log', about: 'a database’s log' },
  { group: 'tools', name: 'grep', file: 'search-results.txt', about: 'grep -rn countTokens' },
  { group: 'tools', name: 'ripgrep', file: 'rg-heading.txt', about: 'rg --heading -n readonly' },
  { group: 'tools', name: 'find', file: 'files.txt', about: 'find src/engine -type f' },
  { group: 'tools', name: 'ls', file: 'ls-long.txt', about: 'ls -lR of a source tree' },
  {
    group: 'tools',
    name: 'git diff',
    file: 'changes.diff',
    about: 'git show --stat -p of two commits',
  },
  {
    group: 'tools',
    name: 'test run',
    file: 'test-run.log',
    about: 'vitest run --reporter=verbose',
  },
  {
    group: 'tools',
    name: 'compiler',
    file: 'tsc-errors.txt',
    about: 'tsc --checkJs --strict of a JavaScript file',
  },
  {
    group: 'tools',
    name: 'stack trace',
    file: 'python-trace.txt',
    about: 'a Python program’s exceptions',
  },
  { group: 'code', name: 'JavaScript', file: 'help.js', about: 'help.js of the package commander' },
  { group: 'code', name: 'TypeScript', file: 'engine.ts.txt', about: 'a file of this engine' },
  {
    group: 'code',
    name: 'Python',
    file: 'textwrap.py',
    about: 'textwrap.py of the standard library',
  },
  {
    group: 'text',
    name: 'prose',
    file: 'release-notes.md',
    about: 'prose, which must stay as it is',
  },
  {
    group: 'text',
    name: 'HTML',
    file: 'manual.html',
    about: 'the manual of the package bignumber.js',
  },
  {
    group: 'requests',
    name: 'OpenAI chat',
    file: 'openai-chat.json',
    about: 'a chat completions body',
  },
  {
    group: 'requests',
    name: 'OpenAI responses',
    file: 'openai-responses.json',
    about: 'a responses body',
  },
  {
    group: 'requests',
    name: 'Anthropic',
    file: 'anthropic-messages.json',
    about: 'a messages body',
  },
  { group: 'requests', name: 'Gemini', file: 'gemini.json', about: 'a generateContent body' },
  {
    group: 'requests',
    name: 'transcript',
    file: 'transcript.jsonl',
    about: 'a session, a message a line',
  },
]

export const SAMPLES: readonly Sample[] = ENTRIES.flatMap((entry): readonly Sample[] => {
  const url = URLS[`./files/${entry.file}`] ?? URLS[`../../samples/${entry.file}`]
  if (url === undefined) return []
  const known: Readonly<Record<string, readonly Probe[]>> = probes
  const asked = known[entry.file]
  return [{ ...entry, url, ...(asked === undefined ? {} : { probes: asked }) }]
})
