import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'
import { headroom, serviceLog } from './headroom.ts'

describe.concurrent('what is wrong on the command line is refused by name', {
  timeout: 60_000,
}, () => {
  it.each([
    [['compress', '--presett', 'safe'], /unknown option '--presett'[\s\S]*Did you mean --preset\?/],
    [['compress', '--preset', 'hard'], /--preset.*'hard'.*safe, balanced, aggressive/],
    [['compress', '--budget', '0'], /--budget.*'0'.*whole number above 0/],
    [['compress', '--budget', '1e3'], /--budget.*'1e3'/],
    [['compress', '--kind', 'poem'], /kind must be one of json, table, log.*prose.*"poem"/],
    [['compress', '--model'], /--model <name>.*missing/],
    [['compress', 'a', 'b'], /too many arguments/],
    [['compres'], /unknown command 'compres'[\s\S]*Did you mean compress\?/],
    [['retrieve'], /missing required argument 'ref'/],
    [['retrieve', 'x', '--lines', '40-10'], /--lines.*'40-10'.*e\.g\. 10-40/],
    [['retrieve', 'x', '--rows', '0'], /--rows.*'0'/],
    [['retrieve', 'x', '--lines', '1', '--search', 'a'], /--lines.*cannot be used with.*--search/],
    [['retrieve', 'x', '--from', '3'], /--from goes with --search only/],
    [['expand', '--json'], /unknown option '--json'/],
    [[], /Usage: headroom/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await headroom({ args })
    if (!message.test(stderr)) throw new Error(`stderr was: ${stderr}`)
    if (code !== 2 || stdout.length > 0) throw new Error(`exit code ${code}, stdout ${stdout}`)
  })
})

describe.concurrent('what fails says why', { timeout: 60_000 }, () => {
  it.each([
    [['compress', '/nonexistent/file'], /can't read \/nonexistent\/file: there is no such file/],
    [['explain', '/'], /can't read \/: it is a directory/],
    [['retrieve', 'deadbeef'], /"deadbeef" is no ref/],
  ])('%j', async (args, message) => {
    const { code, stderr } = await headroom({ args })
    if (!message.test(stderr)) throw new Error(`stderr was: ${stderr}`)
    if (code !== 1) throw new Error(`exit code ${code}`)
  })
})

describe.concurrent('help', { timeout: 60_000 }, () => {
  it('tells the commands, examples, exit codes and environment', async ({ expect }) => {
    const { code, stdout } = await headroom({ args: ['--help'] })
    expect(code).toBe(0)
    for (const word of ['compress', 'retrieve', 'expand', 'explain', 'Examples:', 'Exit codes:'])
      expect(stdout.toString()).toContain(word)
    for (const word of ['HEADROOM_HOME', 'NO_COLOR']) expect(stdout.toString()).toContain(word)
  })

  it.each(['compress', 'retrieve', 'expand', 'explain'])(
    'of %s tells its flags',
    async (command) => {
      const { code, stdout } = await headroom({ args: [command, '--help'] })
      if (code !== 0 || !stdout.toString().startsWith(`Usage: headroom ${command}`))
        throw new Error(stdout.toString())
    },
  )

  it('has a version', async ({ expect }) => {
    const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
    const { stdout } = await headroom({ args: ['--version'] })
    expect(stdout.toString().trim()).toBe(JSON.parse(manifest).version)
  })
})

describe('pipes', () => {
  it('may be closed by who has seen enough', ({ expect }) => {
    const main = fileURLToPath(new URL('../../../dist/runtime-node/cli/main.js', import.meta.url))
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', `"${process.execPath}" "${main}" compress --json | head -c 10`],
      {
        input: serviceLog(20_000).replaceAll(/\d/g, (digit, at) =>
          String((Number(digit) + at) % 10),
        ),
      },
    )
    expect(stdout.toString()).toBe('{"output":')
    expect(stderr.toString()).toBe('')
    expect(status).toBe(0)
  })
})
