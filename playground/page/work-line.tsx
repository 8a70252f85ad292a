import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Download, Step } from '../engine/protocol.ts'
import type { Model } from './model.ts'
import { bytes, duration } from './numbers.ts'

/** How often the clock beside a long run goes on. */
const TICK_MILLISECONDS = 200

/** What the page is busy with, how far it has come, and a way to stop it. */
export function WorkLine({ model }: { readonly model: Model }): JSX.Element {
  const work = model.work.value
  return (
    <div class="work" role="status">
      {work.state === 'busy' ? <Busy model={model} step={work.step} since={work.since} /> : null}
      {work.state === 'failed' ? <span class="failed">{work.message}</span> : null}
      {work.state === 'idle' && model.source.value === undefined ? (
        <span class="quiet">
          Choose a sample or put something in: figures, texts and reasons appear here.
        </span>
      ) : null}
    </div>
  )
}

interface BusyProps {
  readonly model: Model
  readonly step: Step | undefined
  readonly since: number
}

function Busy({ model, step, since }: BusyProps): JSX.Element {
  const now = useSignal(since)
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = performance.now()
    }, TICK_MILLISECONDS)
    return () => clearInterval(timer)
  }, [])
  const loading = [...model.downloads.value.values()].find(isUnfinished)
  const { text, value } = step === undefined ? loadingText(loading) : stepText(step)
  return (
    <>
      <progress aria-label="Progress" max="1" {...(value === undefined ? {} : { value })} />
      <span>
        {text} · {duration(Math.max(0, now.value - since))}
      </span>
      <button type="button" onClick={() => model.cancel()}>
        Cancel
      </button>
    </>
  )
}

interface Shown {
  readonly text: string
  readonly value?: number
}

function isUnfinished({ bytes: done, of }: Download): boolean {
  return of !== undefined && done < of
}

function loadingText(loading: Download | undefined): Shown {
  if (loading?.of === undefined) return { text: 'loading the engine' }
  const { bytes: done, of } = loading
  return { text: `loading ${loading.name}, ${bytes(done)} of ${bytes(of)}`, value: done / of }
}

function stepText(step: Step): Shown {
  if (step.step === 'reading') {
    return {
      text: `reading, ${bytes(step.done)} of ${bytes(step.of)}`,
      value: share(step.done, step.of),
    }
  }
  const { progress } = step
  if (progress === undefined || progress.blocks < 2) return { text: 'compressing' }
  const { blocksDone, blocks, charactersDone, characters } = progress
  return {
    text: `compressing, ${blocksDone} of ${blocks} blocks`,
    value: share(charactersDone, characters),
  }
}

function share(done: number, of: number): number {
  return of === 0 ? 1 : done / of
}
