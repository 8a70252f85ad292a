/** Compares digests, so that the time it takes says nothing about the text. */
export async function sameText(left: string, right: string): Promise<boolean> {
  const [one, other] = await Promise.all([digestOf(left), digestOf(right)])
  let difference = 0
  for (const [at, byte] of one.entries()) difference |= byte ^ (other[at] ?? 0)
  return difference === 0
}

async function digestOf(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}

/** SHA-256 of a text, in hexadecimal. */
export async function hexDigest(text: string): Promise<string> {
  return [...(await digestOf(text))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
