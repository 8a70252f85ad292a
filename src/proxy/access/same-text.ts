/**
 * Compares two texts in a time that says nothing but how long the first is: a caller who guesses learns
 * nothing from how fast it was refused.
 */
export function sameText(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length
  for (let at = 0; at < given.length; at++) {
    difference |= given.charCodeAt(at) ^ secret.charCodeAt(at % Math.max(1, secret.length))
  }
  return difference === 0
}
