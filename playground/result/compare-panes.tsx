import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { OriginFacts, Row } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { GapBar } from './gap-bar.tsx'
import { GapSteps } from './gap-steps.tsx'
import { TextPane } from './text-pane.tsx'

/** The selected block before and after, side by side; the left follows what is pointed at on the right. */
export function ComparePanes({ model }: { readonly model: Model }): JSX.Element | null {
  const block = model.selected.value
  const origin = useSignal<OriginFacts | undefined>(undefined)
  const pointed = useSignal<Row | undefined>(undefined)
  const gap = useSignal<Row | undefined>(undefined)
  const wish = useSignal<{ readonly line: number; readonly at: number } | undefined>(undefined)
  const gapWish = useSignal<{ readonly line: number; readonly at: number } | undefined>(undefined)
  const showsTokens = useSignal(false)
  const wishes = useRef(0)
  useEffect(() => {
    origin.value = undefined
    pointed.value = undefined
    gap.value = undefined
  }, [block, model.outcome.value])
  if (block === undefined) return null

  const stepTo = (line: number): void => {
    gapWish.value = { line, at: ++wishes.current }
  }

  const point = async (row: Row | undefined): Promise<void> => {
    pointed.value = row
    if (row === undefined) return
    const found = await originOf(model, block, row)
    if (pointed.value !== row) return
    origin.value = found
    if (found !== undefined) wish.value = { line: found.from, at: ++wishes.current }
  }
  return (
    <section class="compare-panes" aria-label="Before and after">
      <div class="pane-heads">
        <h2>Before</h2>
        <div class="pane-head">
          <h2>What the model reads</h2>
          <GapSteps model={model} block={block} onStep={stepTo} />
          <label class="check">
            <input
              type="checkbox"
              checked={showsTokens.value}
              onChange={(event) => {
                showsTokens.value = event.currentTarget.checked
              }}
            />
            show tokens
          </label>
        </div>
      </div>
      <div class="panes">
        <TextPane
          model={model}
          block={block}
          side="before"
          title="Before"
          marked={origin.value}
          wish={wish.value}
          showsTokens={showsTokens.value}
        />
        <TextPane
          model={model}
          block={block}
          side="after"
          title="What the model reads"
          marked={markOf(pointed.value)}
          wish={gapWish.value}
          showsTokens={showsTokens.value}
          onRow={(row) => void point(row)}
          onPick={(row) => {
            gap.value = row
          }}
        />
      </div>
      <p class="origin" aria-live="polite">
        {originText(pointed.value, origin.value)}
      </p>
      {gap.value === undefined ? null : <GapBar model={model} block={block} row={gap} />}
    </section>
  )
}

async function originOf(model: Model, block: string, row: Row): Promise<OriginFacts | undefined> {
  if (row.kind === 'recalled') return { from: row.line, to: row.line, isExact: true }
  if (row.gap?.unit === 'lines') return { from: row.gap.from, to: row.gap.to, isExact: true }
  if (row.kind === 'header' || row.kind === 'marker') return undefined
  return await model
    .engine()
    .origin(block, row.line)
    .catch(() => undefined)
}

function markOf(row: Row | undefined): { readonly from: number; readonly to: number } | undefined {
  return row === undefined ? undefined : { from: row.line, to: row.line }
}

function originText(row: Row | undefined, origin: OriginFacts | undefined): string {
  if (row === undefined) return 'Point at a row on the right to see where it came from.'
  if (row.kind === 'header')
    return 'The header says how to read what follows, and holds a checksum of the original.'
  if (row.kind === 'marker')
    return 'The marker names the ref under which the model can recall the original.'
  if (origin === undefined) return `Row ${row.line}: its place in the original is not known.`
  const lines =
    origin.from === origin.to ? `line ${origin.from}` : `lines ${origin.from}–${origin.to}`
  return `Row ${row.line} ← ${lines} of the original${origin.isExact ? '' : ', found by its words'}`
}
