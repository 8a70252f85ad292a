import { type CompressOptions, countTokens } from '../../src/runtime-browser/here.ts'
import { BlockView } from './block-view.ts'
import { type BlockTexts, type Compressed, compressed } from './conversation.ts'
import { gapIn } from './gaps.ts'
import { openEngine } from './open-engine.ts'
import { Origins } from './origins.ts'
import type {
  AnswerMessage,
  EngineCalls,
  OriginFacts,
  Outcome,
  RowPlace,
  Settings,
  View,
} from './protocol.ts'
import { proofsOf } from './prove.ts'
import { type Prepared, prepare, textsOf } from './read-source.ts'
import { rivalsOf } from './rivals.ts'
import { segmentsOf } from './segments.ts'

/** All the page asks of the engine, over one source at a time. */
export async function openSession(tell: (message: AnswerMessage) => void): Promise<EngineCalls> {
  const { headroom, store, why, purge } = await openEngine()
  tell({ store, why })
  const desk = new Desk()
  const count = (text: string): Promise<number> => countTokens(text, { model: desk.model })
  return {
    load: async (source) => {
      const parts = await textsOf(source, (step) => tell({ step }))
      desk.prepared = prepare(parts)
      const { prepared } = desk
      return {
        name: source.name,
        characters: parts.reduce((sum, { text }) => sum + text.length, 0),
        files: parts.length,
        dialect: prepared.form === 'body' ? prepared.dialect : undefined,
        model: prepared.form === 'body' && prepared.model !== '' ? prepared.model : undefined,
      }
    },
    run: async (settings) => {
      tell({ step: { step: 'compressing', progress: undefined } })
      const onProgress: CompressOptions['onProgress'] = (progress) =>
        tell({ step: { step: 'compressing', progress } })
      desk.take(await compressed(headroom, desk.prepared, { ...optionsOf(settings), onProgress }))
      return desk.outcome()
    },
    layout: async (view) => desk.viewOf(view).rowCount(view.columns),
    rows: async (view, from, to) => desk.viewOf(view).rows(view.columns, from, to),
    rowOf: async (view, line) => desk.viewOf(view).rowOf(line, view.columns),
    segments: async (texts) => await Promise.all(texts.map((text) => segmentsOf(text, count))),
    origin: async (row) => desk.originOf(row),
    open: async ({ block, line, ref, request }) => {
      const slice = await headroom.retrieve(ref, request)
      if (slice === undefined) return undefined
      const from = slice.unit === 'lines' ? Math.max(1, slice.position.from) : 1
      desk.viewOf({ block, side: 'after' }).open({ line, text: slice.content, from })
      return { ...slice, content: '' }
    },
    closeGap: async (block, line) => desk.viewOf({ block, side: 'after' }).close(line),
    prove: async () => await proofsOf(headroom, desk.result()),
    gaps: async (block) => desk.gapsOf(block),
    compare: async (probes) =>
      await rivalsOf({
        before: desk.blocks.map(({ before }) => before),
        after: desk.blocks.map(({ after }) => after),
        readable: [...(await desk.result().expanded()).values()],
        probes,
        count,
      }),
    result: async () => new Blob([desk.result().result]),
    purge,
  }
}

function optionsOf({ model, preset, recall, query, budget }: Settings): CompressOptions {
  return {
    preset,
    recall,
    ...(model === '' ? {} : { model }),
    ...(query === '' ? {} : { query }),
    ...(budget === undefined ? {} : { budget }),
  }
}

/** What lies on the desk: one source, what came of it, and how it is shown. */
class Desk {
  prepared: Prepared = { form: 'text', parts: [] }
  private done: Compressed | undefined
  private readonly views = new Map<string, BlockView>()
  private readonly origins = new Map<string, Origins | undefined>()

  take(done: Compressed): void {
    this.done = done
    this.views.clear()
    this.origins.clear()
  }

  get blocks(): readonly BlockTexts[] {
    return this.done?.blocks ?? []
  }

  get decisions(): Compressed['report']['decisions'] {
    return this.done?.report.decisions ?? []
  }

  /** Throws where nothing was compressed yet. */
  result(): Compressed {
    if (this.done === undefined) throw new Error('nothing was compressed yet')
    return this.done
  }

  get model(): string {
    return this.done?.report.counting.model ?? ''
  }

  outcome(): Outcome {
    const { report } = this.result()
    const blocks = this.blocks.map(({ id, role, title, before, after }) => ({
      id,
      role,
      title,
      charactersBefore: before.length,
      charactersAfter: after.length,
    }))
    return { blocks, report }
  }

  /** Lines of a shortened text on which gaps stand, counted from 1. */
  gapsOf(block: string): readonly number[] {
    const decision = this.decisions.find((one) => one.block === block)
    if (decision?.outcome !== 'folded') return []
    const lines = this.textsOf(block).after.split('\n')
    return lines.flatMap((line, at) => (gapIn(line) === undefined ? [] : [at + 1]))
  }

  viewOf({ block, side }: Pick<View, 'block' | 'side'>): BlockView {
    const key = `${side} ${block}`
    const known = this.views.get(key)
    if (known !== undefined) return known
    const texts = this.textsOf(block)
    const decision = this.decisions.find((one) => one.block === block)
    const isShortened =
      side === 'after' && (decision?.outcome === 'folded' || decision?.outcome === 'viewed')
    const made = new BlockView(side === 'before' ? texts.before : texts.after, isShortened)
    this.views.set(key, made)
    return made
  }

  originOf({ block, line, text }: RowPlace): OriginFacts | undefined {
    const { before, after } = this.textsOf(block)
    if (!this.origins.has(block)) this.origins.set(block, Origins.of(before))
    const share = charactersAbove(after, line) / Math.max(1, after.length)
    return this.origins.get(block)?.find(text, share)
  }

  private textsOf(block: string): BlockTexts {
    const found = this.blocks.find(({ id }) => id === block)
    if (found === undefined) throw new Error(`there is no block ${block}`)
    return found
  }
}

function charactersAbove(text: string, line: number): number {
  let at = 0
  for (let above = 1; above < line; above++) {
    const found = text.indexOf('\n', at)
    if (found === -1) break
    at = found + 1
  }
  return at
}
