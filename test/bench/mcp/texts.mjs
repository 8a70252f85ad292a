/** A service's log, or the records of an answer as JSON, of about so many bytes; another for every seed. */
export function textOf({ kind, bytes, seed }) {
  const units = []
  for (let at = 0, size = 0; size < bytes; at++) {
    units.push(
      kind === 'log' ? lineOf(seed * 7919 + at) : JSON.stringify(recordOf(seed * 7919 + at)),
    )
    size += units.at(-1).length + 1
  }
  return kind === 'log' ? units.join('\n') : `[${units.join(',')}]`
}

function lineOf(number) {
  const time = new Date(1_760_000_000_000 + number * 977).toISOString()
  return `${time} INFO request ${idOf(number)} of worker-${number % 7} took ${(number * 31) % 97} ms`
}

function recordOf(number) {
  return {
    id: idOf(number),
    name: `service-${number % 11}`,
    status: number % 13 === 0 ? 'degraded' : 'running',
    restarts: (number * 31) % 97,
    labels: { zone: `zone-${number % 3}`, team: `team-${number % 5}` },
  }
}

function idOf(number) {
  return (Math.imul(number, 0x9e3779b1) >>> 0).toString(16)
}
