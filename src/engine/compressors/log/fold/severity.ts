export { judge, SEVERITY, type Verdict } from '../../../text/severity.ts'
