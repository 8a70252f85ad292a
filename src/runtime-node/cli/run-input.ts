import type { CompressBodyResult, CompressOptions, ContentKind, Headroom } from '../index.ts'
import { ProgressBar } from './progress-bar.ts'

/** Flags that `compress` and `explain` share, as commander hands them over. */
export interface RunFlags {
  readonly model?: string
  readonly preset: 'safe' | 'balanced' | 'aggressive'
  readonly budget?: number
  readonly recall?: true
  readonly query?: string
  readonly kind?: string
  readonly compressUser?: true
  readonly rebase?: true
  readonly scope?: string
  readonly json?: true
}

/** What every result tells beside its text. */
export type Figures = Omit<CompressBodyResult, 'body'>

/** The outcome of one input, whatever it was taken for. */
export interface RunResult {
  readonly output: string
  readonly figures: Figures
}

/** What the report names the dialect where a text was no body. */
const NO_BODY = 'none'
/** What it is called here, since it then counts as one tool result. */
const PLAIN_TEXT = 'plain text'

/** Compresses a body as JSON text, or any other text as one tool result. */
export async function runInput(
  headroom: Headroom,
  text: string,
  flags: RunFlags,
): Promise<RunResult> {
  const bar = new ProgressBar(process.stderr)
  const options = { ...optionsOf(flags), onProgress: bar.update.bind(bar) }
  bar.begin(text.length)
  try {
    const { body, ...figures } = await headroom.compressBody(text, options)
    return figures.report.dialect === NO_BODY
      ? await runPlain(headroom, text, options)
      : { output: body, figures }
  } finally {
    bar.end()
  }
}

async function runPlain(
  headroom: Headroom,
  text: string,
  options: CompressOptions,
): Promise<RunResult> {
  const { messages, ...figures } = await headroom.compress(
    [{ role: 'tool', content: text }],
    options,
  )
  const report = { ...figures.report, dialect: PLAIN_TEXT }
  return { output: messages[0]?.content ?? text, figures: { ...figures, report } }
}

function optionsOf(flags: RunFlags): CompressOptions {
  const { model, preset, budget, recall = false, query, kind } = flags
  const { compressUser = false, rebase = false } = flags
  return {
    preset,
    recall,
    compressUser,
    rebase,
    ...(model === undefined ? {} : { model }),
    ...(budget === undefined ? {} : { budget }),
    ...(query === undefined ? {} : { query }),
    // The engine knows the kinds, and refuses others by name.
    ...(kind === undefined ? {} : { kind: kind as ContentKind }),
  }
}
