import type { ProxyDesk } from '../proxy-desk.ts'

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
        'the engine, for the tool results that were sent; resent ones are counted each time',
      before: totals.tokensBefore,
      after: totals.tokensAfter,
      saved: totals.tokensBefore - totals.tokensAfter,
      saved_when_new: totals.tokensSavedNew,
      observed_savings: totals.tokensObserved,
    },
    provider_usage: {
      input: totals.input,
      output: totals.output,
      cache_read: totals.cacheRead,
      cache_write: totals.cacheWrite,
    },
    debits: { recalls: totals.recalls, refused_and_sent_again: totals.refused },
    groups: {
      meaning: 'input billed a request, in uncached input tokens, by conversation; 95 % interval',
      compressed: stats.compressed.interval(),
      control: stats.control.interval(),
    },
    compressors: Object.fromEntries(stats.compressors),
    milliseconds: { added: stats.added.summary(), upstream: stats.upstream.summary() },
    conversations: conversations.count,
    ...(host.memory === undefined ? {} : { memory_bytes: host.memory() }),
  }
}
