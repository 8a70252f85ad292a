import { createHeadroom } from '../../src/runtime-browser/index.ts'
import { wrapFetch } from '../../src/runtime-browser/integrations.ts'
import { describeWrapFetch } from '../suites/wrap-fetch.ts'

describeWrapFetch('Chromium', {
  wrapFetch,
  open: async () => await createHeadroom({ preset: 'aggressive' }),
})
