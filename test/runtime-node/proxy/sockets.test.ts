import { describeSockets } from '../../suites/sockets.ts'
import { nodeWith } from './start-node.ts'

describeSockets('Node', nodeWith({}), true)
