import { describeSdk } from '../suites/sdk.ts'
import { workerWith } from './start-worker.ts'

describeSdk('workerd', workerWith({ HEADROOM_PRESET: 'aggressive' }))
