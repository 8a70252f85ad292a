/** Milliseconds after which the original stands. */
const PATIENCE = 200

/** How long an agent waits for its hook, where `--patience MILLISECONDS` does not say otherwise. */
export function patienceIn(words: readonly string[]): number {
  const given = Number(words[words.indexOf('--patience') + 1])
  return Number.isSafeInteger(given) && given > 0 ? given : PATIENCE
}
