import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { ComparePanel } from '../compare/compare-panel.tsx'
import { InputPanel } from '../input/input-panel.tsx'
import { ProvePanel } from '../prove/prove-panel.tsx'
import { BlockList } from '../result/block-list.tsx'
import { ComparePanes } from '../result/compare-panes.tsx'
import { Figures } from '../result/figures.tsx'
import { RuntimePanel } from '../runtime/runtime-panel.tsx'
import { SettingsBar } from '../settings/settings-bar.tsx'
import { TakeAwayPanel } from '../take-away/take-away-panel.tsx'
import type { Model } from './model.ts'
import { WorkLine } from './work-line.tsx'

/** The whole page. */
export function App({ model }: { readonly model: Model }): JSX.Element {
  const showsRuntime = useSignal(false)
  return (
    <>
      <header class="top">
        <h1>
          Headroom <span>Edge</span>
        </h1>
        <p>
          The context of coding agents, smaller, and nothing lost. All of it runs in this page;
          nothing leaves it.
        </p>
        <button
          type="button"
          aria-expanded={showsRuntime.value}
          onClick={() => {
            showsRuntime.value = !showsRuntime.value
          }}
        >
          Runtime
        </button>
      </header>
      <main>
        {showsRuntime.value ? <RuntimePanel model={model} /> : null}
        <InputPanel model={model} />
        <SettingsBar model={model} />
        <WorkLine model={model} />
        <Result model={model} />
      </main>
    </>
  )
}

function Result({ model }: { readonly model: Model }): JSX.Element | null {
  const block = model.selected.value
  if (model.outcome.value === undefined) return null
  return (
    <div class="result">
      <Figures model={model} />
      <BlockList model={model} />
      {block === undefined ? null : <ComparePanes model={model} block={block} />}
      <div class="panels">
        <ProvePanel model={model} />
        <TakeAwayPanel model={model} />
        <ComparePanel model={model} />
      </div>
    </div>
  )
}
