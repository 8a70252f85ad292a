import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { duration, percent, whole } from '../page/numbers.ts'
import { ScrollBox } from '../page/scroll-box.tsx'
import { sentenceOf } from '../result/reasons.ts'
import type { Exchange, ExchangeDecision } from './traffic.ts'

const TITLES = [
  'time',
  'model',
  'tokens',
  'saved',
  'decisions',
  'looked up',
  'cache',
  'answer',
  'added',
]
/** Of these the figures stand to the right. */
const NUMBERS: readonly string[] = ['tokens', 'saved', 'looked up', 'added']

/** One row a request, the newest first; its decisions below it on demand. */
export function RequestList({ requests }: { readonly requests: readonly Exchange[] }): JSX.Element {
  const opened = useSignal<string | undefined>(undefined)
  if (requests.length === 0) {
    return (
      <p class="quiet">
        No request has come yet. Point an agent at the proxy: the terminal that started it says how.
      </p>
    )
  }
  return (
    <section class="requests" aria-label="Requests">
      <h2>
        Latest requests<span class="quiet"> open one to see what came of each block, and why</span>
      </h2>
      <ScrollBox name="Request list">
        <table>
          <thead>
            <tr>
              {TITLES.map((title) => (
                <th scope="col" class={NUMBERS.includes(title) ? 'number' : ''} key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {requests.map((exchange) => (
              <RequestRow
                key={exchange.id}
                exchange={exchange}
                isOpen={opened.value === exchange.id}
                onOpen={() => {
                  opened.value = opened.value === exchange.id ? undefined : exchange.id
                }}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

interface RequestRowProps {
  readonly exchange: Exchange
  readonly isOpen: boolean
  readonly onOpen: () => void
}

function RequestRow({ exchange, isOpen, onOpen }: RequestRowProps): JSX.Element {
  const { time, model, provider, mode, recalls, usage } = exchange
  const before = exchange.tokensBefore
  const saved = before - exchange.tokensAfter - exchange.toolTokens
  const isCounted = mode === 'on' && before > 0
  return (
    <>
      <tr data-mode={mode} class={isOpen ? 'selected' : ''}>
        <th scope="row">
          <button type="button" aria-expanded={isOpen} onClick={onOpen}>
            {new Date(time).toTimeString().slice(0, 8)}
          </button>
        </th>
        <td>
          {model === '' ? exchange.path : model} <span class="quiet">{provider}</span>
        </td>
        <td class="number">{isCounted ? `${whole(before)} → ${whole(before - saved)}` : '–'}</td>
        <td class="number good">{isCounted ? percent(saved / before) : ''}</td>
        <td>{decisionsText(exchange)}</td>
        <td class="number">{recalls === 0 ? '' : whole(recalls)}</td>
        <td>{cacheText(exchange, usage)}</td>
        <td class={exchange.status >= 400 || exchange.status === 0 ? 'failed' : ''}>
          {exchange.status === 0 ? 'none came' : exchange.status}
          {exchange.ending === 'complete' ? '' : ` ${exchange.ending}`}
        </td>
        <td class="number">{duration(exchange.addedMilliseconds)}</td>
      </tr>
      {isOpen ? (
        <tr class="opened">
          <td colSpan={TITLES.length}>
            <Decisions exchange={exchange} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

const MODES: Readonly<Record<string, string>> = {
  pass: 'no conversation: passed unread',
  observe: 'only measured',
  holdout: 'control group: left alone',
  raw: 'left alone, since its provider refused what was changed',
  bypass: 'left alone: its client said so',
  off: 'left alone: compressing is off',
}

/** `2 packed, 1 folded, 3 kept; 14 as before`. */
function decisionsText({ mode, decisions, replayed, failure }: Exchange): string {
  if (failure !== undefined) return `sent as it came: ${failure}`
  const outcomes = [...new Set(decisions.map(({ outcome }) => outcome))].sort(
    (one, other) => Number(one === 'kept') - Number(other === 'kept'),
  )
  const counts = outcomes.map(
    (name) => `${decisions.filter(({ outcome }) => outcome === name).length} ${name}`,
  )
  const known = replayed === 0 ? [] : [`${whole(replayed)} as before`]
  return [...(MODES[mode] === undefined ? [] : [MODES[mode]]), ...counts, ...known].join(', ')
}

function cacheText({ cache }: Exchange, usage: Exchange['usage']): string {
  const read = usage?.cacheRead ?? 0
  const all = read + (usage?.cacheWrite ?? 0) + (usage?.input ?? 0)
  if (cache === undefined) return ''
  const share = all === 0 ? '' : `, ${percent(read / all)} read`
  return `${cache.outcome === 'hit' ? 'hit' : (CACHE[cache.outcome] ?? cache.outcome)}${share}`
}

const CACHE: Readonly<Record<string, string>> = {
  first: 'first of its conversation',
  lifetime: 'came after its lifetime',
  model: 'another model',
  prefix: 'began otherwise',
  proxy: 'handled otherwise',
  unknown: 'missed',
}

function Decisions({ exchange }: { readonly exchange: Exchange }): JSX.Element {
  const { decisions, replayed } = exchange
  if (decisions.length === 0) {
    const text =
      replayed === 0 ? 'It holds no tool results.' : 'All its blocks were decided before.'
    return <p class="note">{text}</p>
  }
  return (
    <table aria-label="Decisions">
      <thead>
        <tr>
          <th scope="col">block</th>
          <th scope="col">kind</th>
          <th scope="col" class="number">
            tokens
          </th>
          <th scope="col">outcome</th>
          <th scope="col">why</th>
        </tr>
      </thead>
      <tbody>
        {decisions.map((decision) => (
          <tr key={decision.block}>
            <th scope="row">{decision.block}</th>
            <td>{decision.kind === 'unknown' ? '–' : decision.kind}</td>
            <td class="number">
              {whole(decision.tokensBefore)} → {whole(decision.tokensAfter)}
            </td>
            <td class={`outcome ${decision.outcome}`}>{decision.outcome}</td>
            <td>{whyText(decision)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function whyText({ by, reason }: ExchangeDecision): string {
  if (reason !== undefined) return sentenceOf(reason)
  return by === undefined ? '' : `by ${by}`
}
