import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { toonDataSets } from '../fixtures/toon/generate.ts'
import type { Input } from './outputs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const MODEL = 'gpt-4o'
/** What somebody might ask of any tool's output. */
const QUERY = 'which error or timeout is reported, and in which version?'

/** Every real text that lies here, each as the answer of one tool; those of the gallery as bodies too. */
export function ownInputs(): readonly Input[] {
  const texts = ['test/fixtures/logs', 'test/fixtures/search', 'test/fixtures/listing', 'samples']
  return [
    ...texts.flatMap((folder) => filesIn(folder).map((name) => asAnswer(folder, name))),
    ...filesIn('playground/gallery/files').map((name) => {
      const input = asAnswer('playground/gallery/files', name)
      return name.endsWith('.json') ? { ...input, body: contentOf(input) } : input
    }),
    ...toonDataSets('accuracy').map(({ name, data }) =>
      answers(name, [JSON.stringify(data, undefined, 2)]),
    ),
    ...['open', 'frozen'].flatMap(detectionInputs),
  ]
}

/** The cases of the measuring stick at $HEADROOM_EVAL_DIR; none where it names no folder. */
export function evaluationInputs(): readonly Input[] {
  const { HEADROOM_EVAL_DIR: named } = process.env
  if (named === undefined) return []
  const folder = resolve(root, named, 'cases/dev')
  if (!existsSync(folder)) throw new Error(`there are no cases in ${folder}`)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const { id, messages, query } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
      return { name: id, messages, model: MODEL, query: query ?? QUERY }
    })
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).filter((name) => name !== 'README.md')
}

function asAnswer(folder: string, name: string): Input {
  return answers(name, [readFileSync(join(root, folder, name), 'utf8')])
}

function contentOf({ messages }: Input): string {
  const [message] = messages as readonly { readonly content: string }[]
  return message?.content ?? ''
}

/** One conversation in which tools gave these texts. */
function answers(name: string, texts: readonly string[]): Input {
  const messages = texts.map((content) => ({ role: 'tool', content }))
  return { name, messages, model: MODEL, query: QUERY }
}

/** Texts of the labelled corpus that are one conversation here. */
const TOGETHER = 20

function detectionInputs(set: string): readonly Input[] {
  const path = join(root, `test/fixtures/detection/${set}.jsonl.br`)
  const lines = brotliDecompressSync(readFileSync(path)).toString('utf8').trim().split('\n')
  const texts = lines.map((line): string => JSON.parse(line).text)
  return Array.from({ length: Math.ceil(texts.length / TOGETHER) }, (_, at) => ({
    ...answers(`${set} ${at}`, texts.slice(at * TOGETHER, (at + 1) * TOGETHER)),
    body: 'none',
  }))
}
