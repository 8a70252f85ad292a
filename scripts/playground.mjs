// `npm run playground [-- --port N] [-- --build]`: builds the playground as static files, and serves them here.

import { parseArgs } from 'node:util'
import { build, preview } from 'vite'
import { playgroundConfig } from './playground-config.mjs'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    build: { type: 'boolean', default: false },
  },
})
const config = playgroundConfig(Number(values.port))

await build(config)
if (!values.build) {
  const server = await preview(config)
  console.log(`The playground is at ${server.resolvedUrls?.local[0]}`)
}
