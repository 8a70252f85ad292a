import { once } from 'node:events'
import { Command, Option } from 'commander'
import { SETTINGS, type Setting } from '../../proxy/index.ts'
import { type RunningProxy, serveProxy } from '../proxy/serve.ts'
import { paintFor } from './terminal.ts'

/** `headroom proxy`, with an option for every setting there is. */
export function proxyCommand(version: string, description: string): Command {
  const command = new Command('proxy').description(description).addHelpText('after', AFTER)
  for (const setting of Object.values(SETTINGS) as readonly Setting<unknown>[]) {
    const { flag } = setting
    if (flag !== undefined) command.addOption(optionFor({ ...setting, flag }))
  }
  return command.action(async (given: Readonly<Record<string, unknown>>) => {
    const flags = flagsIn(command, given)
    const proxy = await serveProxy({ environment: process.env, flags, version })
    process.stdout.write(greeting(proxy))
    if (!proxy.isOwn) return
    await stopSignal()
    process.stdout.write('letting what is under way end …\n')
    await proxy.close()
  })
}

const AFTER = `
Every option can be given by its variable as well; an option wins. What is live can be changed while it
runs: POST /admin/runtime-env. GET /admin/config says what is in force and where it came from.`

type FlaggedSetting = Setting<unknown> & { readonly flag: string }

function optionFor({ flag, variable, kind, standard, about, live }: FlaggedSetting): Option {
  const text = `${about} [${variable}${live === true ? ', live' : ''}]`
  if (standard === true) return new Option(`--no-${flag}`, `do not: ${text}`)
  if (standard === false) return new Option(`--${flag}`, text)
  if (flag === 'observe') return new Option(`--${flag} [share]`, text).preset('1')
  const known = standard === undefined || isEmpty(standard) ? '' : ` (default: ${String(standard)})`
  const short = flag === 'port' ? '-p, ' : ''
  return new Option(`${short}--${flag} <${wordFor(kind.wanted)}>`, text + known)
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (value instanceof Map && value.size === 0)
}

function wordFor(wanted: string): string {
  if (wanted.startsWith('a whole number')) return 'number'
  if (wanted.startsWith('a share')) return 'share'
  if (wanted.startsWith('an address')) return 'url'
  return wanted.startsWith('name=value') ? 'name=value,…' : 'text'
}

/** Only what was said on the command line; defaults are the settings' own. */
function flagsIn(
  command: Command,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const said = Object.entries(given).filter(
    ([name]) => command.getOptionValueSource(name) === 'cli',
  )
  return Object.fromEntries(
    said.map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      String(value),
    ]),
  )
}

/** How to point a client at it. */
function greeting({ url, token, isOwn }: RunningProxy): string {
  const paint = paintFor(process.stdout)
  const base = `${url}/t/${token}`
  const state = isOwn ? 'is listening' : 'was listening already'
  return `${paint('bold', 'headroom')} ${state} on ${url}; the token is part of these addresses:

  Claude Code    ANTHROPIC_BASE_URL=${base} claude
  OpenAI SDKs    OPENAI_BASE_URL=${base}/v1
  Codex          [model_providers.headroom] base_url = "${base}/v1"
  Gemini CLI     GOOGLE_GEMINI_BASE_URL=${base} gemini

  In a browser   ${url}/#token=${encodeURIComponent(token)}
  What it does   curl -H 'x-headroom-token: ${token}' ${url}/stats
Nothing leaves this machine but the requests themselves.${isOwn ? ' Ctrl-C stops it.' : ''}
`
}

/** Resolves when the process is asked to stop. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
