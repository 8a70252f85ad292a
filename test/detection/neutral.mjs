import { homedir, hostname, userInfo } from 'node:os'
import { fileURLToPath } from 'node:url'

/** A text with this machine's names and paths replaced by a developer's on any machine; nothing else is touched. */
export function neutral(text) {
  return REPLACED.reduce((changed, [from, to]) => changed.replaceAll(from, to), text)
}

/** The repository that this file stands in. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

const REPLACED = [
  [root, '/srv/edge'],
  [/\/[\w/]*\.pyenv\/versions\/[\d.]+/g, '/usr/local'],
  [new RegExp(`${homedir()}\\b`, 'g'), '/home/dev'],
  [new RegExp(`(?<=^|[\\s@=])${hostname()}(?=[\\s:]|$)`, 'gm'), 'host1'],
  [new RegExp(`\\b${userInfo().username}@`, 'g'), 'dev@'],
]
