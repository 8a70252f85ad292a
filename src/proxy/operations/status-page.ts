import type { ProxyDesk } from '../proxy-desk.ts'

/** What a person sees who opens the proxy's address: that it runs, what it did, and where to look. */
export function statusPage({ stats, version, conversations }: ProxyDesk): Response {
  const { totals } = stats
  const saved = totals.tokensSaved
  const share = totals.tokensBefore === 0 ? 0 : (100 * saved) / totals.tokensBefore
  const requests = [...stats.requests.values()].reduce((sum, one) => sum + one, 0)
  const facts: readonly (readonly [string, string])[] = [
    ['Requests', String(requests)],
    ['Conversations', String(conversations.count)],
    ['Tokens of tool results and words as they came', String(totals.tokensBefore)],
    ['… as they were sent', String(totals.tokensAfter)],
    ['Saved', `${saved} (${share.toFixed(1)} %)`],
    ['Cache reads and writes, by the provider', `${totals.cacheRead} / ${totals.cacheWrite}`],
    ['Added, median', `${stats.added.quantile(0.5)} ms`],
  ]
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  )
  return new Response(
    PAGE.replace('<!--version-->', version).replace('<!--rows-->', rows.join('\n')),
    {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
    },
  )
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>headroom</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem;
  color-scheme: light dark; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem 0; border-bottom: 1px solid #8884; font-weight: normal; }
td { text-align: right; font-variant-numeric: tabular-nums; }
code { background: #8882; padding: .1rem .3rem; border-radius: .2rem; }
</style>
<h1>headroom <small><!--version--></small></h1>
<p>The proxy is running. Point a client at this address; see <code>/stats</code>, <code>/stats/events</code>,
<code>/metrics</code>, <code>/audit</code> and <code>/admin/config</code>.</p>
<table>
<!--rows-->
</table>
</html>
`
