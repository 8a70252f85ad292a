import { describe, expect, it } from 'vitest'
import { change, grouped } from '../../../src/runtime-node/cli/numbers.ts'
import { printTable } from '../../../src/runtime-node/cli/table.ts'
import { paintFor } from '../../../src/runtime-node/cli/terminal.ts'

describe('numbers for people', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1234567, '1,234,567'],
    [-1234, '-1,234'],
  ])('%d is %s', (value, text) => expect(grouped(value)).toBe(text))

  it.each([
    [100, 27, '-73 %'],
    [100, 102, '+2 %'],
    [100, 100, '0 %'],
    [0, 0, '0 %'],
  ])('%d to %d is %s', (before, after, text) => expect(change(before, after)).toBe(text))
})

describe('a table', () => {
  it('is as wide as its widest cells', () => {
    const columns = [
      { title: 'name', align: 'left' },
      { title: 'n', align: 'right' },
    ] as const
    expect(
      printTable(columns, [
        ['a', '1'],
        ['longer', '1,000'],
      ]),
    ).toBe('name        n\n------  -----\na           1\nlonger  1,000\n')
  })
})

describe('colours', () => {
  const screen = { isTTY: true, write: () => true }

  it('are for terminals that want them', () => {
    const before = { NO_COLOR: process.env['NO_COLOR'], TERM: process.env['TERM'] }
    try {
      process.env['NO_COLOR'] = ''
      process.env['TERM'] = 'xterm'
      expect(paintFor(screen)('green', 'x')).toBe('\u001b[32mx\u001b[39m')
      expect(paintFor({ ...screen, isTTY: false })('green', 'x')).toBe('x')
      process.env['NO_COLOR'] = '1'
      expect(paintFor(screen)('green', 'x')).toBe('x')
      process.env['NO_COLOR'] = ''
      process.env['TERM'] = 'dumb'
      expect(paintFor(screen)('green', 'x')).toBe('x')
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
    }
  })
})
