export { readBody, readJsonBody } from './dialects/index.ts'
export { readRequestBody } from './read-request-body.ts'
