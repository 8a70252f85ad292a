import type { ProxyDesk } from '../proxy-desk.ts'
import type { Stats } from './stats.ts'

/** `/stats`: net figures, with what they are counted by and what was lost. */
export function statsView({ stats, host, settings, conversations, gate }: ProxyDesk): object {
  const { totals } = stats
  return {
    host: host.name,
    uptime_seconds: Math.round((host.now() - stats.startedAt) / 1000),
    settings_version: settings.version,
    requests: {
      under_way: gate.underWay,
      by_format: Object.fromEntries(stats.requests),
      by_status: Object.fromEntries(stats.statuses),
      by_mode: Object.fromEntries(stats.modes),
      not_compressed_because: Object.fromEntries(stats.failures),
      cut: totals.cut,
    },
    bytes: { in: totals.bytesIn, out: totals.bytesOut },
    tokens: {
      counted_by:
        'the engine, for the tool results that were sent; resent ones are counted each time. Saved is net of our tool',
      before: totals.tokensBefore,
      after: totals.tokensAfter,
      of_our_tool: totals.tokensOfTool,
      saved: totals.tokensSaved,
      saved_when_new: totals.tokensSavedNew,
      observed_savings: totals.tokensObserved,
    },
    provider_usage: {
      input: totals.input,
      output: totals.output,
      cache_read: totals.cacheRead,
      cache_write: totals.cacheWrite,
    },
    cache: cacheView(stats.cache),
    debits: {
      recalls: totals.recalls,
      refused_and_sent_again: totals.refused,
      settings_changed_under_way: stats.changedUnderWay,
    },
    groups: {
      meaning: 'input billed a request, in uncached input tokens, by conversation; 95 % interval',
      compressed: stats.compressed.interval(),
      control: stats.control.interval(),
    },
    compressors: Object.fromEntries(stats.compressors),
    milliseconds: {
      added: stats.added.summary(),
      upstream: stats.upstream.summary(),
      steps: Object.fromEntries([...stats.steps].map(([step, times]) => [step, times.summary()])),
    },
    tokens_per_second: {
      meaning: 'over the last minute, by the providers’ figures',
      input: stats.inputRate.rate(host.date()),
      output: stats.outputRate.rate(host.date()),
    },
    conversations: conversations.count,
    ...(host.memory === undefined ? {} : { memory_bytes: host.memory() }),
  }
}

/** What providers' caches did, and what kept them from doing more. */
function cacheView({ outcomes, lost, places, bytes }: Stats['cache']): object {
  return {
    meaning:
      'requests by what the cache of their provider did for them; tokens it could have given and did not, by reason; places that change and should not, with the tokens behind them, estimated from one conversation to the next',
    outcomes: Object.fromEntries(outcomes),
    tokens_not_read: Object.fromEntries(lost),
    unstable: places.list(),
    bytes_kept_to_compare: bytes,
  }
}
