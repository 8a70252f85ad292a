/**
 * Many pieces at a time, for ASCII: where the pieces of up to 64 bytes begin, as the bits of one word.
 *
 * A matcher that stands at the beginning of a piece knows nothing of what lies before. So the window begins
 * there, each rule of the expressions (pieces.ts) becomes a few operations on 64 places at once, and whatever
 * the window's end leaves open is begun again with the next window.
 */
import { contractionEnd } from './pieces'

/** The classes of 64 bytes, a bit a byte. */
// @ts-ignore: decorator
@inline
function bitsOf(a: v128, b: v128, c: v128, d: v128): u64 {
  return <u64>i8x16.bitmask(a) | (<u64>i8x16.bitmask(b) << 16) | (<u64>i8x16.bitmask(c) << 32) | (<u64>i8x16.bitmask(d) << 48)
}

// @ts-ignore: decorator
@inline
function letters(bytes: v128): v128 {
  return i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(26))
}

// @ts-ignore: decorator
@inline
function digits(bytes: v128): v128 {
  return i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10))
}

/** Tab, line feed, vertical tab, form feed, carriage return. */
// @ts-ignore: decorator
@inline
function controls(bytes: v128): v128 {
  return i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(5))
}

// @ts-ignore: decorator
@inline
function breaks(bytes: v128): v128 {
  return v128.or(i8x16.eq(bytes, i8x16.splat(10)), i8x16.eq(bytes, i8x16.splat(13)))
}

// @ts-ignore: decorator
@inline
function equal(p: usize, byte: i8): u64 {
  const wanted = i8x16.splat(byte)
  return bitsOf(
    i8x16.eq(v128.load(p), wanted),
    i8x16.eq(v128.load(p, 16), wanted),
    i8x16.eq(v128.load(p, 32), wanted),
    i8x16.eq(v128.load(p, 48), wanted),
  )
}

/**
 * The beginnings of the pieces of the text from `p`, where one begins, to `end`: bit n for `p + n`. All but
 * the highest are the ends of pieces as well; the piece that begins at the highest ends somewhere beyond,
 * unless that is `end` itself. Only bit 0 is set when the window says nothing.
 */
// @ts-ignore: decorator
@inline
export function pieceStarts(p: usize, end: usize, o200k: bool): u64 {
  const a = v128.load(p)
  const b = v128.load(p, 16)
  const c = v128.load(p, 32)
  const d = v128.load(p, 48)
  const wide = bitsOf(a, b, c, d)
  const ascii = wide ? <u32>ctz(wide) : 64
  const left = <u32>min<usize>(end - p, 64)
  const known = min<u32>(ascii, left)
  if (known < 2) return 1
  const valid: u64 = <u64>-1 >> (64 - known)
  const isText = left < 64 && ascii >= left // the text ends within the window

  const letter = bitsOf(letters(a), letters(b), letters(c), letters(d)) & valid
  const digit = bitsOf(digits(a), digits(b), digits(c), digits(d)) & valid
  const control = bitsOf(controls(a), controls(b), controls(c), controls(d)) & valid
  const blank = equal(p, 0x20) & valid
  // Signs keep line breaks (and, in o200k_base, slashes after those) that follow them.
  const allSpace = control | blank
  const allSign = valid & ~(letter | digit | allSpace)
  let newline: u64 = 0
  let kept: u64 = 0
  if (control) {
    newline = bitsOf(breaks(a), breaks(b), breaks(c), breaks(d)) & valid
    kept = newline & (allSign << 1)
    if (kept) kept = spread(kept, o200k ? newline | (equal(p, 0x2f) & valid) : newline)
    newline &= ~kept
  }
  const sign = allSign & ~kept
  const space = allSpace & ~kept
  const flat = space & ~newline

  // The last of a run of white space goes with what follows, or stands alone.
  let starts = 1 | (space & ~(space << 1)) | (flat & ((letter | digit | sign) >> 1))
  if (newline) starts |= indents(flat, newline)
  const signStart = sign & ~(sign << 1) & ~(blank << 1)
  starts |= signStart
  starts |= letter & ~((letter | flat | signStart) << 1)
  starts |= thirds(digit)
  if (o200k) {
    // In the sense of bit 5: lower-case letters have it.
    const lower = letter & bitsOf(i16x8.shl(a, 2), i16x8.shl(b, 2), i16x8.shl(c, 2), i16x8.shl(d, 2))
    starts |= letter & ~lower & (lower << 1)
  }
  starts &= valid
  const quote = equal(p, 0x27) & (o200k ? letter << 1 : starts) & valid
  if (quote) starts = withContractions(p, end, quote, starts, o200k) & valid
  if (isText) return starts | (<u64>1 << known)
  // White space at the window's end may go on, and what follows decides where it is split.
  const open = <u32>clz(~(space << (64 - known)))
  return starts & (<u64>-1 >> (63 - min<u32>(known - open, 63)))
}

/** Carries the bits of `seed` on through the run of `over` that each stands in. */
function spread(seed: u64, over: u64): u64 {
  let all = seed
  while (true) {
    const more = all | ((all << 1) & over)
    if (more == all) return all
    all = more
  }
}

/** White space after the last line break of its run begins a piece; a line break takes all white space before it. */
// @ts-ignore: decorator
@inline
function indents(flat: u64, newline: u64): u64 {
  const begins = flat & (newline << 1)
  // Adding a run's first bit carries to the bit after its last.
  const after = (flat + begins) & ~flat & newline
  return after ? lastIndents(flat, newline, begins) : begins
}

function lastIndents(flat: u64, newline: u64, begins: u64): u64 {
  let kept: u64 = 0
  for (let rest = begins; rest; rest &= rest - 1) {
    const begin = rest & -rest
    if (((flat + begin) & ~flat & newline) == 0) kept |= begin
  }
  return kept
}

/** The first of each run of digits and every third after it. */
// @ts-ignore: decorator
@inline
function thirds(digit: u64): u64 {
  let starts = digit & ~(digit << 1)
  const fourth = digit & (digit << 1) & (digit << 2) & (digit << 3)
  if (fourth) {
    let next = (starts << 3) & fourth
    while (next) {
      starts |= next
      next = (next << 3) & fourth
    }
  }
  return starts
}

/** Takes `'s` and its like into the word before (o200k_base) or makes them pieces (cl100k_base). */
function withContractions(p: usize, end: usize, quote: u64, plain: u64, o200k: bool): u64 {
  let starts = plain
  let last: u64 = 0
  for (let rest = quote; rest; rest &= rest - 1) {
    const at: u64 = ctz(rest)
    const close = contractionEnd(p + <usize>at, end)
    // After a contraction stands a new piece, which may begin with a quote but cannot be one more.
    if (!close || (o200k && last == at)) continue
    last = <u64>(close - p)
    if (last < 64) starts |= (<u64>1 << last)
    const within: u64 = last - at == 2 ? 3 : 7
    starts &= ~((o200k ? within : within - 1) << at)
  }
  return starts
}
