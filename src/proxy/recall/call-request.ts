import type { SliceRequest } from '../../engine/index.ts'
import { parsed, textAt } from '../answers/json-values.ts'

/** What a call of ours asks for, or what is wrong with it, in words for the model. */
export type CallRequest =
  | { readonly ref: string; readonly part: SliceRequest | undefined }
  | { readonly wrong: string }

const WRONG =
  'the arguments are no JSON object with a hash: call headroom_retrieve with {"hash": "<the ref of the line>"}'

/**
 * Reads the arguments of a call. The ref may stand as `hash`, as the tool declares it, or as `ref`, as
 * marker lines write it. Which part is wanted is for the engine to check.
 */
export function requestOf(input: string): CallRequest {
  const given = parsed(input)
  const ref = textAt(given, 'hash') ?? textAt(given, 'ref')
  if (typeof given !== 'object' || given === null || ref === undefined) return { wrong: WRONG }
  const members = Object.entries(given).filter(
    ([key, value]) => key !== 'hash' && key !== 'ref' && value !== null,
  )
  if (members.length === 0) return { ref, part: undefined }
  return { ref, part: Object.fromEntries(members) as unknown as SliceRequest }
}
