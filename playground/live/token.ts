const NAME = 'headroom-token'

/**
 * What the address carried behind `#`: the proxy's token, for this tab alone, and out of sight from now on. A browser
 * that keeps nothing has it until the page is left.
 */
export function takeToken(): string | undefined {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const given = fragment.get('token')
  if (given === null || given === '') return keptToken()
  keepToken(given)
  const rest = fragment.has('live') ? LIVE : ''
  history.replaceState(undefined, '', `${location.pathname}${location.search}${rest}`)
  return given
}

/** Where the traffic is shown. */
export const LIVE = '#live'

/** Keeps a token for this tab. */
export function keepToken(token: string): void {
  try {
    sessionStorage.setItem(NAME, token)
  } catch {
    // Storage is refused: it is asked for again after a reload.
  }
}

function keptToken(): string | undefined {
  try {
    return sessionStorage.getItem(NAME) ?? undefined
  } catch {
    return undefined
  }
}
