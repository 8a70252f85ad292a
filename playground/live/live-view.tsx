import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { percent, whole } from '../page/numbers.ts'
import { ChartPanel } from './chart-panel.tsx'
import { KindTable } from './kind-table.tsx'
import type { Link, Live } from './live-model.ts'
import { RequestList } from './request-list.tsx'
import { type History, RANGES, type Range, stepsOf, sumOf } from './traffic.ts'

interface LiveViewProps {
  readonly live: Live
  /** Nothing is asked of the proxy while nobody looks. */
  readonly isShown: boolean
}

/** What passes through the proxy that served this page, as it passes. */
export function LiveView({ live, isShown }: LiveViewProps): JSX.Element {
  useEffect(() => (isShown ? live.start() : undefined), [isShown])
  const link = live.link.value
  if (link.state === 'absent') return <NotServed />
  return (
    <div class="live">
      <LinkLine link={link} missed={live.missed.value} />
      {link.state === 'refused' ? <TokenForm live={live} /> : <Traffic live={live} />}
    </div>
  )
}

function NotServed(): JSX.Element {
  return (
    <section class="panel" aria-label="Live">
      <h2>No proxy serves this page</h2>
      <p>
        Traffic is shown by the page that a running proxy serves. <code>npx headroom proxy</code>{' '}
        starts one; <code>npx headroom dashboard</code> opens its page here, at this tab.
      </p>
    </section>
  )
}

function LinkLine({ link, missed }: { readonly link: Link; readonly missed: number }): JSX.Element {
  return (
    <p class={`link ${link.state}`} role="status">
      {linkText(link)}
      {missed === 0
        ? ''
        : ` ${whole(missed)} requests came too fast to be listed; the sums have them.`}
    </p>
  )
}

function linkText(link: Link): string {
  switch (link.state) {
    case 'open':
      return 'Listening to the proxy: requests appear as they end.'
    case 'lost':
      return `The proxy can't be reached (${link.message}). It is tried again until it answers.`
    case 'refused':
      return 'The proxy does not know this page’s token.'
    default:
      return 'Asking the proxy …'
  }
}

function TokenForm({ live }: { readonly live: Live }): JSX.Element {
  const token = useSignal('')
  return (
    <form
      class="ways"
      onSubmit={(event) => {
        event.preventDefault()
        live.enter(token.value.trim())
      }}
    >
      <label>
        Token{' '}
        <input
          type="password"
          autocomplete="off"
          value={token.value}
          onInput={(event) => {
            token.value = event.currentTarget.value
          }}
        />
      </label>
      <button type="submit">Listen</button>
      <span class="note">
        It stays in this tab. <code>headroom dashboard</code> opens the page with it.
      </span>
    </form>
  )
}

function Traffic({ live }: { readonly live: Live }): JSX.Element {
  const chosen = useSignal(0)
  const range = RANGES[chosen.value] ?? RANGES[0]
  const history = live.history.value
  return (
    <div class="result">
      <label class="range">
        Looking at the{' '}
        <select
          value={chosen.value}
          onChange={(event) => {
            chosen.value = Number(event.currentTarget.value)
          }}
        >
          {RANGES.map(({ name }, at) => (
            <option value={at} key={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {history === undefined ? null : <Overview history={history} range={range} />}
      <RequestList requests={live.requests.value} />
    </div>
  )
}

function Overview({
  history,
  range,
}: {
  readonly history: History
  readonly range: Range
}): JSX.Element {
  const sums = sumOf(stepsOf(history, range).map(({ bucket }) => bucket))
  return (
    <>
      <LiveFigures sums={sums} />
      <div class="live-panels">
        <ChartPanel history={history} range={range} />
        <KindTable sums={sums} range={range} />
      </div>
      <p class="note">{totalText(history)}</p>
    </>
  )
}

function LiveFigures({ sums }: { readonly sums: ReadonlyMap<string, number> }): JSX.Element {
  const of = (name: string): number => sums.get(name) ?? 0
  const before = of('before')
  const read = of('cache_read')
  const input = read + of('cache_write') + of('input')
  const figures = [
    ['requests', whole(of('requests')), `${whole(of('compressed'))} compressed`],
    ['tokens as they came', whole(before), 'of tool results and words'],
    ['tokens sent', whole(of('after')), 'our tool included'],
    ['saved', before === 0 ? '–' : percent(of('saved') / before), `${whole(of('saved'))} tokens`],
    ['looked up again', whole(of('recalls')), 'by models'],
    ['read from a cache', input === 0 ? '–' : percent(read / input), 'of the providers’ input'],
    [
      'not compressed',
      whole(of('not_compressed')),
      `${whole(of('refused'))} refused and sent again`,
    ],
  ] as const
  return (
    <dl class="panel numbers">
      {figures.map(([name, value, unit]) => (
        <div class={name === 'saved' ? 'saved' : ''} key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b> <span>{unit}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function totalText({ total }: History): string {
  const sums = sumOf([total])
  if (total.start === undefined) return 'Nothing has passed since the proxy first ran.'
  const saved = whole(sums.get('saved') ?? 0)
  return `Since ${total.start.slice(0, 10)}: ${whole(sums.get('requests') ?? 0)} requests, ${saved} tokens saved.`
}
