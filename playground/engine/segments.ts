/** Longest stretch that is looked at as one token. */
const LONGEST_TOKEN = 48

type Count = (text: string) => Promise<number>

/**
 * Cuts a text where its tokens end: every piece is one token, and there are as many as the tokenizer
 * counts. Where that can be had in several ways, the longest first piece is shown.
 */
export async function segmentsOf(text: string, count: Count): Promise<readonly string[]> {
  const pieces: string[] = []
  let rest = text
  let left = await count(text)
  while (rest !== '') {
    const end = left <= 1 ? rest.length : await firstEnd(rest, left, count)
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end)
    left = rest === '' ? 0 : await count(rest)
  }
  return pieces
}

async function firstEnd(text: string, tokens: number, count: Count): Promise<number> {
  for (let end = Math.min(LONGEST_TOKEN, text.length - 1); end > 1; end--) {
    if (isWithinPair(text, end)) continue
    if ((await count(text.slice(0, end))) !== 1) continue
    if ((await count(text.slice(end))) === tokens - 1) return end
  }
  return isWithinPair(text, 1) ? 2 : 1
}

function isWithinPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
}
