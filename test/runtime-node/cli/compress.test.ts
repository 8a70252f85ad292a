import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apiAnswer, headroom, scratchFolder, serviceLog } from './headroom.ts'

const answer = apiAnswer(200)
const log = serviceLog(2000)

/** A request written by hand: odd spacing, odd numbers, keys that stand twice. */
function request(content: string): string {
  return `{ "model":"gpt-4o",  "seed":1.0, "seed":12345678901234567,\r\n"messages":[ {"role":"user","content":"caf\\u00e9?"},\t{"role":"tool","tool_call_id":"c","content":${content}} ],"x":[]}\n`
}

describe.concurrent('headroom compress', { timeout: 60_000 }, () => {
  it('packs plain text, and expand gives back every byte', async ({ expect }) => {
    const packed = await headroom({ args: ['compress'], input: answer })
    expect(packed.code).toBe(0)
    expect(packed.stderr).toBe('')
    expect(packed.stdout.toString()).toMatch(/^\[packed /)
    expect(packed.stdout.length).toBeLessThan(answer.length / 2)
    const expanded = await headroom({ args: ['expand', '-'], input: packed.stdout })
    expect(expanded.stdout.toString()).toBe(answer)
  })

  it('changes nothing but the results in a request, and expand undoes it', async ({ expect }) => {
    const folder = await scratchFolder()
    const file = join(folder, 'request.json')
    await writeFile(file, request(JSON.stringify(answer)))
    const packed = await headroom({ args: ['compress', file] })
    const body = packed.stdout.toString()
    const [before = '', after = ''] = request('###').split('###')
    expect(body.startsWith(before) && body.endsWith(after)).toBe(true)
    expect(body.length).toBeLessThan(answer.length)
    const expanded = await headroom({ args: ['expand'], input: body })
    expect(expanded.stdout.toString()).toBe(request(JSON.stringify(answer)))
  })

  it('passes on what it can do nothing about', async ({ expect }) => {
    const inputs = [
      Buffer.from(''),
      Buffer.from('hello'),
      Buffer.from(`\ufeff${request('"short"')}`),
      Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
      Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00]),
    ]
    for (const input of inputs) {
      const { code, stdout } = await headroom({ args: ['compress', '-'], input })
      expect(code).toBe(0)
      expect(stdout.equals(input)).toBe(true)
    }
  })

  it('says so when a body is no UTF-8', async ({ expect }) => {
    const { stderr } = await headroom({ args: ['compress'], input: Buffer.from([0xff]) })
    expect(stderr).toContain('not valid UTF-8')
  })

  it('tells everything as JSON', async ({ expect }) => {
    const { stdout } = await headroom({ args: ['compress', '--json'], input: answer })
    const told = JSON.parse(stdout.toString())
    expect(told.output).toMatch(/^\[packed /)
    expect(told.tokensSaved).toBe(told.tokensBefore - told.tokensAfter)
    expect(told.compressionRatio).toBeLessThan(0.6)
    expect(told.ccrHashes).toEqual([])
    expect(told.report.decisions).toHaveLength(1)
    expect(told.report.counting.encoding).toBe('o200k_base')
  })

  it('keeps no originals unless something is folded', async ({ expect }) => {
    const home = join(await scratchFolder(), 'home')
    const env = { HEADROOM_HOME: home }
    await headroom({ args: ['compress'], input: log, env })
    await headroom({ args: ['compress', '--recall'], input: 'short', env })
    await headroom({ args: ['explain', '--recall'], input: log, env })
    // Figures alone, for `headroom stats`.
    expect(await readdir(home)).toEqual(['savings'])
    const { stdout } = await headroom({ args: ['compress', '--recall'], input: log, env })
    expect(stdout.toString()).toContain('headroom_retrieve(ref=')
    expect(await readdir(home)).not.toEqual(['savings'])
  })

  it('keeps them in the home folder when nothing else is said', async ({ expect }) => {
    const folder = await scratchFolder()
    await headroom({ args: ['compress', '--recall'], input: log, env: { HOME: folder } })
    expect(await readdir(folder)).toEqual(['.headroom-edge'])
  })

  it('folds nothing where originals can not be kept, and says so', async ({ expect }) => {
    const home = join(await scratchFolder(), 'file')
    await writeFile(home, 'in the way')
    const env = { HEADROOM_HOME: home }
    const { code, stdout, stderr } = await headroom({
      args: ['compress', '--recall'],
      input: log,
      env,
    })
    expect(code).toBe(0)
    expect(stderr).toBe(
      `headroom: originals can't be kept in ${home}; what needs one was not folded\n`,
    )
    expect(stdout.toString()).not.toContain('headroom_retrieve(')
    const expanded = await headroom({ args: ['expand'], input: stdout })
    expect(expanded.stdout.toString()).toBe(log)
  })

  it('says when a budget can not be met', async ({ expect }) => {
    const { code, stderr } = await headroom({ args: ['compress', '--budget', '5'], input: answer })
    expect(code).toBe(0)
    expect(stderr).toMatch(/budget of 5 tokens can't be met: [\d,]+ over/)
  })

  it('packs what a user quotes if asked to', async ({ expect }) => {
    const body = JSON.stringify([{ role: 'user', content: `See:\n\`\`\`\n${answer}\`\`\`\nWhy?` }])
    const closed = await headroom({ args: ['compress'], input: body })
    expect(closed.stdout.toString()).toBe(body)
    const opened = await headroom({ args: ['compress', '--compress-user'], input: body })
    const [{ content }] = JSON.parse(opened.stdout.toString())
    expect(content).toMatch(/^See:\n```\n\[packed [\s\S]*\n```\nWhy\?$/)
    const expanded = await headroom({ args: ['expand'], input: opened.stdout })
    expect(expanded.stdout.toString()).toBe(body)
  })

  it('leaves out reads that a later one replaces, where --rebase asks for it', async ({
    expect,
  }) => {
    const env = { HEADROOM_HOME: await scratchFolder() }
    const read = (id: string, content: string): readonly object[] => [
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id, type: 'function', function: { name: 'read_file', arguments: '{"path":"a.txt"}' } },
        ],
      },
      { role: 'tool', tool_call_id: id, content },
    ]
    const file = Array.from({ length: 80 }, (_, n) => `the words of line ${n * 37}, once\n`).join(
      '',
    )
    const input = JSON.stringify([...read('a', file), ...read('b', `${file}and one more\n`)])
    const { stdout } = await headroom({ args: ['compress', '--recall', '--rebase'], input, env })
    const [, first, , second] = JSON.parse(stdout.toString())
    expect(first.content).toMatch(/^\[0 of 80 lines shown/)
    expect(second.content).toContain('and one more')
  })
})

describe.concurrent('headroom retrieve', { timeout: 60_000 }, () => {
  it('gives back what was folded, whole and in part', async ({ expect }) => {
    const env = { HEADROOM_HOME: await scratchFolder() }
    const short = serviceLog(500)
    const folded = await headroom({
      args: ['compress', '--recall', '--preset', 'aggressive', '--json'],
      input: short,
      env,
    })
    const [ref] = JSON.parse(folded.stdout.toString()).ccrHashes
    const retrieve = async (...flags: readonly string[]) =>
      await headroom({ args: ['retrieve', ref, ...flags], env })
    const whole = await retrieve()
    expect(whole.code).toBe(0)
    expect(whole.stdout.toString()).toBe(short)
    const lines = await retrieve('--lines', '10-12')
    expect(lines.stdout.toString()).toBe(short.split('\n').slice(9, 12).join('\n'))
    expect(lines.stderr).toBe('[lines 10-12 of 500]\n')
    const found = await retrieve('--search', 'pool exhausted')
    expect(found.stdout.toString()).toContain('ERROR pool exhausted after 250 connections')
    const told = JSON.parse((await retrieve('--lines', '1', '--json')).stdout.toString())
    expect(told).toMatchObject({ unit: 'lines', position: { from: 1, to: 1 }, total: 500 })
    const elsewhere = await retrieve('--scope', 'another')
    expect(elsewhere.code).toBe(1)
    expect(elsewhere.stderr).toContain(`unknown ref ${ref}: do not retry`)
  })

  it('gives long originals whole, and parts of them in bounds', async ({ expect }) => {
    const env = { HEADROOM_HOME: await scratchFolder() }
    const folded = await headroom({ args: ['compress', '--recall', '--json'], input: log, env })
    const [ref] = JSON.parse(folded.stdout.toString()).ccrHashes
    const whole = await headroom({ args: ['retrieve', ref], env })
    expect(whole.stdout.toString()).toBe(log)
    expect(whole.stderr).toBe('[lines 1-2,000 of 2,000]\n')
    const parts: string[] = []
    let args = ['retrieve', ref, '--lines', '1-2000']
    while (args.length > 0) {
      const { stdout, stderr } = await headroom({ args, env })
      parts.push(stdout.toString())
      const [, next] = /cut here; go on with (--lines \d+-\d+)\n$/.exec(stderr) ?? []
      args = next === undefined ? [] : ['retrieve', ref, ...next.split(' ')]
    }
    expect(parts.length).toBeGreaterThan(1)
    expect(`${parts.join('\n')}\n`).toBe(log)
  })

  it('gives rows and keys of JSON', async ({ expect }) => {
    const env = { HEADROOM_HOME: await scratchFolder() }
    const args = ['compress', '--recall', '--preset', 'aggressive', '--json']
    const { stdout } = await headroom({ args, input: apiAnswer(800), env })
    const [ref] = JSON.parse(stdout.toString()).ccrHashes
    const key = await headroom({ args: ['retrieve', ref, '--key', '3.name'], env })
    expect(key.stdout.toString()).toBe('"service-3"')
    const rows = await headroom({ args: ['retrieve', ref, '--rows', '2-3'], env })
    expect(rows.stdout.toString()).toMatch(/"id": 1001[\s\S]*"id": 1002/)
  })
})

describe.concurrent('headroom explain', { timeout: 60_000 }, () => {
  it('says for each block what became of it and why', async ({ expect }) => {
    const results = [answer, 'ok', 'word salad without any pattern '.repeat(3)]
    const body = JSON.stringify([
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'c0', type: 'function', function: { name: 'list_services', arguments: '{}' } },
        ],
      },
      ...results.map((content, at) => ({ role: 'tool', tool_call_id: `c${at}`, content })),
    ])
    const { code, stdout } = await headroom({ args: ['explain'], input: body })
    const text = stdout.toString()
    expect(code).toBe(0)
    expect(text).toContain('standard input: openai-chat, 5 blocks')
    expect(text).toMatch(
      /block 2\.0 of list_services: taken for json, [\d,]+ → [\d,]+ tokens, -\d+ %/,
    )
    expect(text).toMatch(/packed by \S+: proved to give back every byte/)
    expect(text).toMatch(/tried \S+ +[\d,]+ tokens +chosen/)
    expect(text).toMatch(/block 3\.0: .*\n {2}kept: too small/)
    expect(text).toContain('2 blocks sealed')
    expect(text).not.toContain('\u001b')
  })

  it('takes plain text for one tool result, and says what folding would do', async ({ expect }) => {
    const { stdout } = await headroom({ args: ['explain', '-'], input: log })
    expect(stdout.toString()).toContain('standard input: plain text, 1 block\n')
    expect(stdout.toString()).toMatch(/With --recall folding would save [\d,]+ tokens more/)
  })

  it('gives the report as JSON', async ({ expect }) => {
    const { stdout } = await headroom({ args: ['explain', '--json'], input: answer })
    expect(JSON.parse(stdout.toString()).decisions[0].outcome).toBe('packed')
  })

  it('can not explain what is no text', async ({ expect }) => {
    const { code, stderr } = await headroom({ args: ['explain'], input: Buffer.from([0xff]) })
    expect(code).toBe(1)
    expect(stderr).toContain('not valid UTF-8')
  })
})

it('every fixture here is what it seems', () => {
  expect(JSON.parse(answer)).toHaveLength(200)
  expect(log.split('\n')).toHaveLength(2001)
})
