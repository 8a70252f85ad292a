import { describe, expect, it } from 'vitest'
import { ProgressBar } from '../../../src/runtime-node/cli/progress-bar.ts'

/** A terminal that keeps what it is told, and a clock that goes when it is told. */
function bench(isTTY: boolean) {
  const written: string[] = []
  const clock = { ms: 0 }
  const screen = { isTTY, write: (text: string) => written.push(text) }
  const bar = new ProgressBar(screen, () => clock.ms)
  const step = (ms: number, charactersDone: number) => {
    clock.ms = ms
    bar.update({ blocksDone: 1, blocks: 10, charactersDone, characters: 1000 })
  }
  return { written, bar, step }
}

describe('the progress bar', () => {
  it('shows work that will take over a second, and clears its line', () => {
    const { written, bar, step } = bench(true)
    step(300, 250)
    expect(written).toEqual([
      `\r${'█'.repeat(8)}${'░'.repeat(22)}  25 % of 1,000 characters\u001b[K`,
    ])
    step(1200, 1000)
    expect(written[1]).toContain('100 % of 1,000')
    bar.end()
    expect(written.at(-1)).toBe('\r\u001b[K')
  })

  it('says nothing of work that ends within a second', () => {
    const { written, bar, step } = bench(true)
    step(10, 1)
    step(300, 500)
    step(600, 1000)
    bar.end()
    expect(written).toEqual([])
  })

  it('stands from the start where a single large block is sure to take long', () => {
    const { written, bar } = bench(true)
    bar.begin(1_000_000)
    expect(written).toEqual([])
    bar.begin(50_000_000)
    expect(written[0]).toContain('  0 % of 50,000,000 characters')
  })

  it('draws no more than ten times a second', () => {
    const { written, step } = bench(true)
    for (let ms = 500; ms < 600; ms += 10) step(ms, 10)
    expect(written).toHaveLength(1)
  })

  it('writes nothing where no one looks', () => {
    const { written, bar, step } = bench(false)
    bar.begin(50_000_000)
    step(5000, 10)
    bar.end()
    expect(written).toEqual([])
  })
})
