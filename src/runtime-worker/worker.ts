export { Originals } from './originals.ts'

export default { fetch: () => new Response('headroom') }
