import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { ComparePanel } from '../compare/compare-panel.tsx'
import { InputPanel } from '../input/input-panel.tsx'
import type { Live } from '../live/live-model.ts'
import { LiveView } from '../live/live-view.tsx'
import { LIVE } from '../live/token.ts'
import { ProvePanel } from '../prove/prove-panel.tsx'
import { BlockList } from '../result/block-list.tsx'
import { ComparePanes } from '../result/compare-panes.tsx'
import { Figures } from '../result/figures.tsx'
import { RuntimePanel } from '../runtime/runtime-panel.tsx'
import { SettingsBar } from '../settings/settings-bar.tsx'
import { TakeAwayPanel } from '../take-away/take-away-panel.tsx'
import type { Model } from './model.ts'
import { WorkLine } from './work-line.tsx'

interface AppProps {
  readonly model: Model
  readonly live: Live
}

/** The whole page. The view that is not looked at stays as it was left. */
export function App({ model, live }: AppProps): JSX.Element {
  const showsRuntime = useSignal(false)
  const isLive = useIsLive()
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
        <nav class="views" aria-label="Views">
          <a href="#try" aria-current={isLive ? undefined : 'page'}>
            Try it
          </a>
          <a href={LIVE} aria-current={isLive ? 'page' : undefined}>
            Live
          </a>
        </nav>
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
        <div hidden={isLive}>
          <TryIt model={model} />
        </div>
        <div hidden={!isLive}>
          <LiveView live={live} isShown={isLive} />
        </div>
      </main>
    </>
  )
}

/** Which of the two views the address names. */
function useIsLive(): boolean {
  const fragment = useSignal(location.hash)
  useEffect(() => {
    const look = (): void => {
      fragment.value = location.hash
    }
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return fragment.value === LIVE
}

function TryIt({ model }: { readonly model: Model }): JSX.Element {
  return (
    <>
      <InputPanel model={model} />
      <SettingsBar model={model} />
      <WorkLine model={model} />
      <Result model={model} />
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
