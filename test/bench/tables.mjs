// What the parts of the bench share: processes of their own, medians, tables in Markdown.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The machine of the test is the bench's only reader of large texts: this process stays small. */
export function child(script, args) {
  const flags = [`${here}${script}`, ...args.map(String)]
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8', maxBuffer: 2 ** 26 }))
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

export function fixed(value, places = 2) {
  return value.toFixed(places)
}

export function markdown(names, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [
    line(names),
    line(names.map((_, at) => (at === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n')
}

export function ratioLine(name, list, most) {
  const worst = list.reduce((larger, one) => (one.ratio > larger.ratio ? one : larger))
  const within = list.filter(({ ratio }) => ratio <= most).length
  const middle = median(list.map(({ ratio }) => ratio))
  return `- ${name}: median ${fixed(middle)} of the rival's, worst ${fixed(worst.ratio)} (${worst.name}); ${within} of ${list.length} within ${most}`
}
