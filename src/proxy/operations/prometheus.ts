import type { ProxyDesk } from '../proxy-desk.ts'
import { BUCKETS, type Histogram } from './histogram.ts'

/** `/metrics`, in Prometheus' text format 0.0.4. */
export function prometheusText({ stats, gate, host }: ProxyDesk): string {
  const { totals } = stats
  const lines = [
    ...counter('requests_total', 'Requests by format.', labelled(stats.requests, 'format')),
    ...counter('responses_total', 'Answers by status.', labelled(stats.statuses, 'status')),
    ...counter(
      'modes_total',
      'Requests by what was done with them.',
      labelled(stats.modes, 'mode'),
    ),
    ...counter(
      'not_compressed_total',
      'Failures that cost a saving.',
      labelled(stats.failures, 'reason'),
    ),
    ...counter('tokens_before_total', 'Tokens of requests as they came.', [
      ['', totals.tokensBefore],
    ]),
    ...counter('tokens_after_total', 'Tokens of requests as they were sent.', [
      ['', totals.tokensAfter],
    ]),
    ...counter(
      'tokens_saved_new_total',
      'Tokens taken out of blocks that came for the first time.',
      [['', totals.tokensSavedNew]],
    ),
    ...counter('provider_input_tokens_total', 'Uncached input by the provider.', [
      ['', totals.input],
    ]),
    ...counter('provider_output_tokens_total', 'Output by the provider.', [['', totals.output]]),
    ...counter('provider_cache_read_tokens_total', 'Cache reads by the provider.', [
      ['', totals.cacheRead],
    ]),
    ...counter('provider_cache_write_tokens_total', 'Cache writes by the provider.', [
      ['', totals.cacheWrite],
    ]),
    ...counter('recalls_total', 'Originals looked up within answers.', [['', totals.recalls]]),
    ...counter('refused_total', 'Requests sent again as they came after a 400.', [
      ['', totals.refused],
    ]),
    ...counter('cut_total', 'Answers that broke off.', [['', totals.cut]]),
    ...gauge('requests_under_way', 'Requests not answered yet.', gate.underWay),
    ...(host.memory === undefined ? [] : gauge('memory_bytes', 'Memory held.', host.memory())),
    ...histogram(
      'added_milliseconds',
      'Time from the last byte in to the first byte out.',
      stats.added,
    ),
    ...histogram('upstream_milliseconds', "Time to the upstream's first byte.", stats.upstream),
  ]
  return `${lines.join('\n')}\n`
}

type Sample = readonly [labels: string, value: number]

function counter(name: string, help: string, samples: readonly Sample[]): readonly string[] {
  return [...headOf(name, help, 'counter'), ...samplesOf(name, samples)]
}

function gauge(name: string, help: string, value: number): readonly string[] {
  return [...headOf(name, help, 'gauge'), ...samplesOf(name, [['', value]])]
}

function headOf(name: string, help: string, type: string): readonly string[] {
  return [`# HELP headroom_${name} ${help}`, `# TYPE headroom_${name} ${type}`]
}

function samplesOf(name: string, samples: readonly Sample[]): readonly string[] {
  return samples.map(([labels, value]) => `headroom_${name}${labels} ${value}`)
}

function histogram(
  name: string,
  help: string,
  { cumulative, count, sum }: Histogram,
): readonly string[] {
  const full = `headroom_${name}`
  return [
    ...headOf(name, help, 'histogram'),
    ...BUCKETS.map((bound, at) => `${full}_bucket{le="${bound}"} ${cumulative[at] ?? 0}`),
    `${full}_bucket{le="+Inf"} ${count}`,
    `${full}_sum ${sum}`,
    `${full}_count ${count}`,
  ]
}

/** Labels are names of ours or numbers: none needs an escape. */
function labelled(counts: ReadonlyMap<string | number, number>, label: string): readonly Sample[] {
  return [...counts].map(([key, value]) => [`{${label}="${key}"}`, value])
}
