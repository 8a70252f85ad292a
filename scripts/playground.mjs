// `npm run playground [-- --port N] [-- --build]`: builds the playground as static files, and serves them here.
// With `--for-proxy` it builds what the proxy serves at `/`, into dist/page.

import { parseArgs } from 'node:util'
import { build, preview } from 'vite'
import { playgroundConfig, proxyPageConfig } from './playground-config.mjs'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    build: { type: 'boolean', default: false },
    'for-proxy': { type: 'boolean', default: false },
  },
})
const config = values['for-proxy'] ? proxyPageConfig() : playgroundConfig(Number(values.port))

await build(config)
if (!values.build && !values['for-proxy']) {
  const server = await preview(config)
  console.log(`The playground is at ${server.resolvedUrls?.local[0]}`)
}
