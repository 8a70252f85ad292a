import { type Signal, useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Slice, SliceRequest } from '../../src/runtime-browser/index.ts'
import type { Row } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'

interface GapBarProps {
  readonly model: Model
  readonly block: string
  readonly row: Signal<Row | undefined>
}

/** Opens what a gap left out, in its place: all of it, some lines or rows, what a search finds, or the whole. */
export function GapBar({ model, block, row }: GapBarProps): JSX.Element | null {
  const said = useSignal('')
  const { gap, line } = row.value ?? {}
  if (gap === undefined || line === undefined) return null
  const open = async (request: SliceRequest | undefined): Promise<void> => {
    const [ref] = refsOf(model, block)
    if (ref === undefined) return
    try {
      const slice = await model.engine().open({ block, line, ref, request })
      said.value = slice === undefined ? 'This original is no longer in the store.' : saidOf(slice)
      model.version.value++
    } catch (error) {
      said.value = error instanceof Error ? error.message : String(error)
    }
  }
  const close = async (): Promise<void> => {
    await model.engine().closeGap(block, line)
    row.value = undefined
    model.version.value++
  }
  return (
    <form
      key={line}
      class="gap-bar"
      aria-label="Open a gap"
      onSubmit={(event) => onSubmit(event, gap.unit, open)}
    >
      <label>
        {gap.unit}{' '}
        <input
          name="from"
          type="number"
          min="1"
          defaultValue={String(gap.from)}
          aria-label={`first of the ${gap.unit}`}
        />
      </label>
      –
      <input
        name="to"
        type="number"
        min="1"
        defaultValue={String(gap.to)}
        aria-label={`last of the ${gap.unit}`}
      />
      {gap.unit === 'rows' ? (
        <input name="list" placeholder="of the list at …" aria-label="path of the list" />
      ) : null}
      <button type="submit" value="range">
        Open these {gap.unit}
      </button>
      <input
        name="search"
        type="search"
        placeholder="search the original"
        aria-label="search the original"
      />
      <button type="submit" value="search">
        Search
      </button>
      <button type="button" onClick={() => void open(undefined)}>
        Open the whole original
      </button>
      <button type="button" onClick={() => void close()}>
        Close the gap
      </button>
      <span class="said" aria-live="polite">
        {said.value}
      </span>
    </form>
  )
}

/** What was given: of several lists in a document, also which one. */
function saidOf({ unit, position, total, truncated, list = '' }: Slice): string {
  const where = list === '' ? '' : ` of “${list}”`
  const cut = truncated ? ', cut at the limit' : ''
  return `${unit} ${position.from}–${position.to} of ${total}${where}${cut}, from the store`
}

function onSubmit(
  event: JSX.TargetedSubmitEvent<HTMLFormElement>,
  unit: 'lines' | 'rows',
  open: (request: SliceRequest) => Promise<void>,
): void {
  event.preventDefault()
  const form = new FormData(event.currentTarget)
  const { submitter } = event
  const search = String(form.get('search') ?? '')
  const isSearch = submitter instanceof HTMLButtonElement && submitter.value === 'search'
  const range: [number, number] = [Number(form.get('from')), Number(form.get('to'))]
  const list = String(form.get('list') ?? '')
  const rows = list === '' ? { rows: range } : { rows: range, keys: [list] }
  const request: SliceRequest = unit === 'lines' ? { lines: range } : rows
  void open(isSearch ? { search } : request)
}

/** Refs of the block's own decision. */
function refsOf(model: Model, block: string): readonly string[] {
  const decision = model.outcome.value?.report.decisions.find((one) => one.block === block)
  return decision?.outcome === 'folded' || decision?.outcome === 'viewed' ? decision.refs : []
}
