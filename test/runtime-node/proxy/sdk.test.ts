import { describeSdk } from '../../suites/sdk.ts'
import { nodeWith } from './start-node.ts'

describeSdk('Node', nodeWith({ HEADROOM_PRESET: 'aggressive' }))
