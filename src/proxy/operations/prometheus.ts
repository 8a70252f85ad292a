import type { ProxyDesk } from '../proxy-desk.ts'
import { BUCKETS, type Histogram } from './histogram.ts'
import type { Stats } from './stats.ts'

/** `/metrics`, in Prometheus' text format 0.0.4. */
export function prometheusText(desk: ProxyDesk): string {
  const { stats, gate, host } = desk
  const lines = [
    ...requestLines(stats),
    ...tokenLines(stats),
    ...cacheLines(stats),
    ...gauge('requests_under_way', 'Requests not answered yet.', gate.underWay),
    ...(host.memory === undefined ? [] : gauge('memory_bytes', 'Memory held.', host.memory())),
    ...histogram(
      'added_milliseconds',
      'Time from the last byte in to the first byte out.',
      stats.added,
    ),
    ...histogram('upstream_milliseconds', "Time to the upstream's first byte.", stats.upstream),
    ...headOf('step_milliseconds', 'Time of each step of a request.', 'histogram'),
    ...[...stats.steps].flatMap(([step, times]) =>
      histogramSamples('step_milliseconds', `step="${step}"`, times),
    ),
    ...headOf('tokens_per_second', 'Tokens by the providers, over the last minute.', 'gauge'),
    ...samplesOf('tokens_per_second', [
      ['{direction="input"}', stats.inputRate.rate(host.date())],
      ['{direction="output"}', stats.outputRate.rate(host.date())],
    ]),
  ]
  return `${lines.join('\n')}\n`
}

function requestLines(stats: Stats): readonly string[] {
  const { requests, statuses, modes, failures, totals, changedUnderWay } = stats
  return [
    ...counter('requests_total', 'Requests by format.', labelled(requests, 'format')),
    ...counter('responses_total', 'Answers by status.', labelled(statuses, 'status')),
    ...counter('modes_total', 'Requests by what was done with them.', labelled(modes, 'mode')),
    ...counter(
      'not_compressed_total',
      'Failures that cost a saving.',
      labelled(failures, 'reason'),
    ),
    ...count('recalls_total', 'Originals looked up within answers.', totals.recalls),
    ...count('refused_total', 'Requests sent again as they came after a 400.', totals.refused),
    ...count(
      'settings_changed_under_way_total',
      'Conversations whose settings changed under way, since it was not known how they began.',
      changedUnderWay,
    ),
    ...count('cut_total', 'Answers that broke off.', totals.cut),
  ]
}

function tokenLines({ totals }: Stats): readonly string[] {
  return [
    ...count('tokens_before_total', 'Tokens of requests as they came.', totals.tokensBefore),
    ...count('tokens_after_total', 'Tokens of requests as they were sent.', totals.tokensAfter),
    ...count('tool_tokens_total', 'Tokens of our tool in requests.', totals.tokensOfTool),
    ...count(
      'tokens_saved_new_total',
      'Tokens taken out of blocks that came for the first time.',
      totals.tokensSavedNew,
    ),
    ...count('provider_input_tokens_total', 'Uncached input by the provider.', totals.input),
    ...count('provider_output_tokens_total', 'Output by the provider.', totals.output),
  ]
}

function cacheLines({ totals, cache }: Stats): readonly string[] {
  return [
    ...count('provider_cache_read_tokens_total', 'Cache reads.', totals.cacheRead),
    ...count('provider_cache_write_tokens_total', 'Cache writes.', totals.cacheWrite),
    ...counter(
      'cache_outcomes_total',
      "Requests by what the provider's cache did for them.",
      labelled(cache.outcomes, 'outcome'),
    ),
    ...counter(
      'cache_lost_tokens_total',
      "Tokens that the provider's cache could have given and did not, by reason.",
      labelled(cache.lost, 'reason'),
    ),
  ]
}

type Sample = readonly [labels: string, value: number]

function counter(name: string, help: string, samples: readonly Sample[]): readonly string[] {
  return [...headOf(name, help, 'counter'), ...samplesOf(name, samples)]
}

/** A counter without labels. */
function count(name: string, help: string, value: number): readonly string[] {
  return counter(name, help, [['', value]])
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

function histogram(name: string, help: string, times: Histogram): readonly string[] {
  return [...headOf(name, help, 'histogram'), ...histogramSamples(name, '', times)]
}

/** `label` is one label with its value, or empty. */
function histogramSamples(
  name: string,
  label: string,
  { cumulative, count: total, sum }: Histogram,
): readonly string[] {
  const full = `headroom_${name}`
  const [before, alone] = label === '' ? ['', ''] : [`${label},`, `{${label}}`]
  return [
    ...BUCKETS.map((bound, at) => `${full}_bucket{${before}le="${bound}"} ${cumulative[at] ?? 0}`),
    `${full}_bucket{${before}le="+Inf"} ${total}`,
    `${full}_sum${alone} ${sum}`,
    `${full}_count${alone} ${total}`,
  ]
}

/** Labels are names of ours or numbers: none needs an escape. */
function labelled(counts: ReadonlyMap<string | number, number>, label: string): readonly Sample[] {
  return [...counts].map(([key, value]) => [`{${label}="${key}"}`, value])
}
