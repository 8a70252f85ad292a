import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toolMatcher } from '../../../src/engine/text/tool-matcher.ts'

it.each([
  [['Read'], 'Read', true],
  [['Read'], 'ReadFile', false],
  [['Read'], 'Thread', false],
  [['read_file'], 'mcp__files__read_file', true],
  [['read_file'], 'files.read_file', true],
  [['file'], 'read_file', true],
  [['mcp__github__*'], 'mcp__github__list_issues', true],
  [['mcp__github__*'], 'mcp__gitlab__list_issues', false],
  [['list_*_all'], 'list_pods_all', true],
  [['list_*_all'], 'list_all', false],
  [['*'], 'anything', true],
  [['*'], '', true],
  [[], 'Read', false],
  [[''], 'Read', false],
  [['a*a'], 'a', false],
  [['Bash', 'Read'], 'Bash', true],
])('%j: %s %s', (names, tool, expected) => {
  expect(toolMatcher(names)(tool)).toBe(expected)
})

it('law: a name matches itself, with and without a prefix, and with any part of it starred', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abAB_9'), minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(letters, letters, letters, (one, other, prefix) => {
      const name = one + other
      expect(toolMatcher([name])(name)).toBe(true)
      expect(toolMatcher([name])(`${prefix}.${name}`)).toBe(true)
      expect(toolMatcher([`${one}*`])(name)).toBe(true)
      expect(toolMatcher([`*${other}`])(name)).toBe(true)
    }),
  )
})
