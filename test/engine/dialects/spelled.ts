import fc from 'fast-check'

/** How a value is written: answers to one choice after another, over and over. */
export type Choices = readonly number[]

export const anyChoices: fc.Arbitrary<Choices> = fc.array(fc.nat({ max: 23 }), {
  minLength: 1,
  maxLength: 40,
})

/** One way to write a value as JSON: spaces, escapes and, where asked for, members that stand twice. */
export function spelled(value: unknown, choices: Choices, doubles = false): string {
  let at = 0
  const choose = () => choices[at++ % choices.length] ?? 0
  const space = () => ['', ' ', '\n\t', '\r\n  '][choose() % 4] ?? ''
  const character = (unit: string) => {
    const code = unit.charCodeAt(0)
    if (unit === '/' && choose() % 2 === 0) return '\\/'
    if (unit === '"' || unit === '\\') return `\\${unit}`
    if (code >= 0x20 && choose() % 3 !== 0) return unit
    return `\\u${code.toString(16).padStart(4, '0')}`
  }
  const member = (key: string, item: unknown): readonly string[] => {
    const written = () => `${write(key)}${space()}:${write(item)}`
    return doubles && choose() % 8 === 0 ? [written(), written()] : [written()]
  }
  const write = (inner: unknown): string => {
    if (typeof inner === 'string') return `"${inner.split('').map(character).join('')}"`
    if (Array.isArray(inner)) return `[${space()}${inner.map(write).join(`,${space()}`)}${space()}]`
    if (typeof inner !== 'object' || inner === null) return JSON.stringify(inner)
    const members = Object.entries(inner).flatMap(([key, item]) => member(key, item))
    return `{${space()}${members.join(`${space()},`)}}`
  }
  return write(value)
}
