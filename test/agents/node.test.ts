import { nodeWith } from '../runtime-node/proxy/start-node.ts'
import { describeAgents } from './describe-agents.ts'

describeAgents('Node', nodeWith)
