import { createHeadroom } from '../../src/runtime-node/index.ts'
import { wrapFetch } from '../../src/runtime-node/integrations.ts'
import { describeWrapFetch } from '../suites/wrap-fetch.ts'

describeWrapFetch('Node', {
  wrapFetch,
  open: async () => await createHeadroom({ preset: 'aggressive' }),
})
