import type { SliceRequest } from './slice-request.ts'

/** What a call of the recall tool asks for, or what is wrong with it, in words for the model. */
export type RecallRequest =
  | { readonly ref: string; readonly part: SliceRequest | undefined }
  | { readonly wrong: string }

const WRONG =
  'the arguments are no JSON object with a hash: call headroom_retrieve with {"hash": "<the ref of the line>"}'

/**
 * Reads the arguments of a call, parsed. The ref may stand as `hash`, as the tool declares it, or as `ref`,
 * as marker lines write it. Which part is wanted is for `retrieve` to check.
 */
export function readRecallRequest(given: unknown): RecallRequest {
  if (typeof given !== 'object' || given === null) return { wrong: WRONG }
  const members = new Map(Object.entries(given).filter(([, value]) => value !== null))
  const ref = [members.get('hash'), members.get('ref')].find((name) => typeof name === 'string')
  if (ref === undefined) return { wrong: WRONG }
  members.delete('hash')
  members.delete('ref')
  if (members.size === 0) return { ref, part: undefined }
  return { ref, part: Object.fromEntries(members) as unknown as SliceRequest }
}
