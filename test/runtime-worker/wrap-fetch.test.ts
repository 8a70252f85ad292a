import { createHeadroom } from '../../src/runtime-worker/index.ts'
import { wrapFetch } from '../../src/runtime-worker/integrations.ts'
import { describeWrapFetch } from '../suites/wrap-fetch.ts'

describeWrapFetch('workerd', {
  wrapFetch,
  open: async () => await createHeadroom({ preset: 'aggressive' }),
})
