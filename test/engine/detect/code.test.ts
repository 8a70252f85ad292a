import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/engine/detect/detect.ts'
import { SAMPLES } from '../compressors/code/samples.ts'

const kindOf = (text: string): string => detect(text).kind
const python = SAMPLES[0]?.source ?? ''
const typescript = SAMPLES[3]?.source ?? ''
const linesOf = (text: string, change: (line: string, at: number) => string): string =>
  text.split('\n').map(change).join('\n')

describe('code', () => {
  it.each(SAMPLES)(
    '$language: with numbers, other line ends, or in part',
    ({ source, language }) => {
      const forms = [
        linesOf(source, (line, at) => `${String(at + 1).padStart(6)}\t${line}`),
        linesOf(source, (line, at) => `${String(at + 200).padStart(6)}→${line}`),
        source.replaceAll('\n', '\r\n'),
        `\ufeff${source}`,
        source.slice(source.indexOf('\n', source.length / 10) + 1),
      ]
      for (const form of forms) expect(detect(form)).toMatchObject({ kind: 'code', language })
    },
  )

  it('with few functions and no semicolons', () => {
    const cases = (line: (name: string) => string): string =>
      ['first', 'second', 'third', 'fourth'].map(line).join('\n')
    const swift = `import NitroModules

public extension Kind {
  init?(fromString string: String) {
    switch string {
${cases((name) => `      case "${name}":\n        self = .${name}`)}
      default:
        return nil
    }
  }

  var stringValue: String {
    switch self {
${cases((name) => `      case .${name}:\n        return "${name}"`)}
    }
  }
}
`
    const kotlin = `package shop.orders

import androidx.annotation.Keep

@DoNotStrip
@Keep
data class Order(
${cases((name) => `  @DoNotStrip\n  @Keep\n  val ${name}: Variant_NullType_String?,`)}
) {
  /* nothing more */
}
`
    expect(detect(swift)).toMatchObject({ kind: 'code', language: 'swift' })
    expect(detect(kotlin)).toMatchObject({ kind: 'code', language: 'kotlin' })
  })

  it('below a long licence', () => {
    const licence = Array.from(
      { length: 40 },
      (_, n) => ` * Permission is granted, as said in ${n}.`,
    )
    const text = ['/*', ...licence, ' */', typescript].join('\n')
    expect(detect(text)).toMatchObject({ kind: 'code', language: 'typescript' })
  })

  it('with more documentation than statements', () => {
    const words = 'This explains at length what the next function does, and why.\n    '.repeat(3)
    const text = Array.from(
      { length: 12 },
      (_, n) => `def step_${n}(order, rate):\n    """${words}"""\n    return order.total * rate\n`,
    ).join('\n')
    expect(detect(`import os\n${text}`)).toMatchObject({ kind: 'code', language: 'python' })
  })
})

describe('what only looks like code', () => {
  it('a patch of it', () => {
    const added = linesOf(python, (line) => `+${line}`)
    const patch = `diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -0,0 +1,50 @@\n${added}`
    expect(kindOf(patch)).not.toBe('code')
  })

  it('lines found in it', () => {
    expect(kindOf(linesOf(python, (line, at) => `shop/orders.py:${at + 1}:${line}`))).not.toBe(
      'code',
    )
    expect(kindOf(linesOf(python, (line, at) => `shop/orders.py-${at + 1}-${line}`))).not.toBe(
      'code',
    )
  })

  it('a trace through it', () => {
    const trace = Array.from(
      { length: 10 },
      (_, n) => `  File "/srv/orders.py", line ${n + 3}, in step_${n}\n    return self.total(${n})`,
    )
    const text = ['Traceback (most recent call last):', ...trace, 'KeyError: 7'].join('\n')
    expect(kindOf(text)).not.toBe('code')
  })

  it('a page that quotes it', () => {
    const page = `# Orders\n\nHow orders are sent, step by step.\n\n\`\`\`python\n${python}\`\`\`\n\nThat is all.\n`
    expect(kindOf(page)).not.toBe('code')
  })

  it('settings', () => {
    const yaml = Array.from(
      { length: 20 },
      (_, n) => `service_${n}:\n  image: shop/${n}\n  ports:\n    - "80${n}:80"`,
    )
    const ini = Array.from(
      { length: 20 },
      (_, n) => `[section.${n}]\nname = value ${n}\nimport = yes\n`,
    )
    const make = Array.from({ length: 20 }, (_, n) => `out/${n}.o: src/${n}.c\n\tcc -c -o $@ $<\n`)
    for (const text of [yaml, ini, make]) expect(kindOf(text.join('\n'))).not.toBe('code')
    expect(
      kindOf(JSON.stringify({ if: { for: ['def', 'class Foo:'] }, list: [1, 2] }, undefined, 2)),
    ).not.toBe('code')
  })

  it('logs with braces, and what a shell said', () => {
    const log = Array.from(
      { length: 20 },
      (_, n) => `2025-06-01T10:00:${10 + n}Z INFO order {"id": ${n}, "function": "ship() {"};`,
    )
    const shell = Array.from(
      { length: 10 },
      (_, n) => `$ import-orders --class ${n}\nOrders are imported, return code ${n};`,
    )
    expect(kindOf(log.join('\n'))).not.toBe('code')
    expect(kindOf(shell.join('\n'))).not.toBe('code')
  })

  it('prose that speaks of it', () => {
    const text =
      'import the class from the package, and return it if the function says so.\nThat is what most of our people do, as it is the way that they were taught.\n\n'.repeat(
        9,
      )
    expect(kindOf(text)).not.toBe('code')
  })

  it('nothing, and next to nothing', () => {
    for (const text of ['', '\n', 'import os', '{', '}\n}\n}\n}\n}\n}', 'def f():\n'.repeat(3)]) {
      expect(kindOf(text)).not.toBe('code')
    }
  })
})

describe('hostile texts', () => {
  it('cost no more than others', () => {
    for (const line of ['(', '{', 'a.', 'import ', '"', '*/', '/*', '\t', 'x = ', 'def f(']) {
      kindOf(line.repeat(200_000))
      kindOf(`${line}\n`.repeat(100_000))
    }
  })
})
