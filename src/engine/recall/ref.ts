import type { Ref } from '../ir/decision.ts'
import { checksum } from '../text/checksum.ts'
import { sha256 } from '../text/sha256.ts'

/**
 * The name under which a text can be recalled: the first digits of its SHA-256, then two check digits.
 * Short, because each marker pays for it in tokens (14 digits cost 11 by o200k_base), and safely
 * so: a ref holds within one scope only, and an original is stored with its full digest, so that
 * a clash is seen and answered with a longer ref.
 */
export function refOf(text: string): Ref {
  const [shortest] = refsOf(sha256(text))
  return shortest
}

/** Every ref a text with this SHA-256 may bear, the preferred one first. */
export function refsOf(digest: string): readonly [Ref, ...Ref[]] {
  const [shortest, ...longer] = DIGEST_DIGITS
  return [checked(digest.slice(0, shortest)), ...longer.map((n) => checked(digest.slice(0, n)))]
}

/**
 * A ref as a model or a person gave it, white space around it removed. `undefined` for all that no
 * `refOf` would write, so that a mistyped ref is told from an unknown one without a store: one in
 * 256 slips through and is merely unknown.
 */
export function parseRef(text: string): Ref | undefined {
  if (text.length > LONGEST_INPUT) return undefined
  const ref = text.trim()
  const digits = ref.slice(0, -CHECK_DIGITS)
  const isRef =
    /^[0-9a-f]+$/.test(ref) &&
    DIGEST_DIGITS.some((length) => length === digits.length) &&
    checked(digits) === ref
  return isRef ? (ref as Ref) : undefined
}

/**
 * 48 bits: among 100,000 originals of one scope a clash has a chance of 2 in 100,000; then 96 bits,
 * then the whole digest.
 */
const DIGEST_DIGITS = [12, 24, 64] as const
const CHECK_DIGITS = 2
/** The longest ref and some white space. */
const LONGEST_INPUT = 100

function checked(digits: string): Ref {
  return `${digits}${checksum(digits).slice(0, CHECK_DIGITS)}` as Ref
}
