import { describeBrokenStreams } from '../../suites/faults/broken-streams.ts'
import { describeHeaders } from '../../suites/faults/headers.ts'
import { describeHostile, LIMITS } from '../../suites/faults/hostile.ts'
import { describeUntouched } from '../../suites/faults/untouched.ts'
import { nodeWith } from './start-node.ts'

/**
 * Of how many places in a stream one is tried over HTTP; `HEADROOM_TEST_STEP=1` tries every one. Without a
 * network in between, every one always is: test/proxy/answers and test/proxy/recall, every-offset.test.ts.
 */
const STEP = Number(process.env['HEADROOM_TEST_STEP'] ?? '11')

describeUntouched('Node', nodeWith({}), STEP)
describeBrokenStreams('Node', nodeWith({}), STEP)
describeHostile('Node', nodeWith(LIMITS), 1000)
describeHeaders('Node', nodeWith({}), true)
