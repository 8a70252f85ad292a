import { readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { compressCommand } from './compress-command.ts'
import { expandCommand } from './expand-command.ts'
import { explainCommand } from './explain-command.ts'
import { CliFailure, EXIT, isUsageError } from './failure.ts'
import { retrieveCommand } from './retrieve-command.ts'
import { warn } from './terminal.ts'
import { addUpkeep } from './upkeep-commands.ts'

/** Runs the command line and gives its exit code; writes to this process's own streams. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const program = createProgram()
    program.addCommand(await proxyFor(args))
    program.addCommand(await mcpFor(args))
    program.addCommand(await hookFor(args))
    await program.parseAsync(args, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    return exitCodeOf(error)
  }
}

/** The proxy's parts are loaded only for who asks for it; the list of commands names it all the same. */
async function proxyFor(args: readonly string[]): Promise<Command> {
  if (!args.includes('proxy')) return new Command('proxy').description(PROXY_SUMMARY)
  const { proxyCommand } = await import('./proxy-command.ts')
  const command = proxyCommand(ownVersion(), PROXY_SUMMARY)
  return command.exitOverride().showHelpAfterError('(headroom proxy --help says what there is)')
}

/** The protocol's parts, as late. */
async function mcpFor(args: readonly string[]): Promise<Command> {
  if (!args.includes('mcp')) return new Command('mcp').description(MCP_SUMMARY)
  const { mcpCommand } = await import('./mcp-command.ts')
  const command = mcpCommand(ownVersion(), MCP_SUMMARY).exitOverride()
  if (['serve', 'gateway'].includes(args[args.indexOf('mcp') + 1] ?? '')) return command
  // Readers of settings files are nothing that a server need wait for.
  const { installCommands } = await import('./mcp-install-command.ts')
  return installCommands().reduce((all, one) => all.addCommand(one), command)
}

/** Hooks, as late; `hook run` does not even come here. */
async function hookFor(args: readonly string[]): Promise<Command> {
  if (!args.includes('hook')) return new Command('hook').description(HOOK_SUMMARY)
  const { hookCommand } = await import('./hook-command.ts')
  return hookCommand(HOOK_SUMMARY).exitOverride()
}

const HOOK_SUMMARY = "make what an agent's own tools give back small, before it is stored"

const MCP_SUMMARY = 'offer compressing, reading and looking up as tools of an agent'

const PROXY_SUMMARY = 'stand between agents and their provider: change a base URL, nothing else'

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof CliFailure) {
    warn(error.message)
    return error.exitCode
  }
  warn(error instanceof Error ? error.message : String(error))
  return isUsageError(error) ? EXIT.usage : EXIT.failure
}

const DESCRIPTION = `Makes the context of coding agents smaller before it reaches the model, without losing anything.

Input is taken for what it is: a list of {role, content} messages or a whole request body (OpenAI, Anthropic or Gemini) as JSON, of which only tool results are rewritten and every other byte is copied; any other text counts as one tool result.`

const AFTER_HELP = `
Examples:
  kubectl get pods -o json | headroom compress        pack one tool result
  headroom compress request.json > smaller.json       pack the tool results in a request body
  headroom compress app.log --recall                  fold what tells little; originals are kept
  headroom retrieve 3f2a… --lines 10-40               read part of an original again
  headroom expand smaller.json                        undo every packed form
  headroom explain request.json                       say for each block what was done, and why
  headroom proxy --port 8787                          compress what an agent sends, on its way
  headroom mcp serve --root .                         the tools of an MCP client, on stdin and stdout
  headroom hook install claude                        make what an agent's own tools give back small
  headroom purge --older-than 7d                      remove what was kept and not used since

Exit codes:
  0  done, also when there was nothing to make smaller
  1  failure: a file that can't be read, a ref that is not known
  2  usage error: an unknown command, option or value

Environment:
  HEADROOM_HOME  where originals are kept; only folds and views need it (default ~/.headroom-edge)
  HEADROOM_ENCRYPTION_KEY_FILE, HEADROOM_ENCRYPTION_PASSPHRASE
                 what originals are encrypted with; one of them, the same for the proxy
  NO_COLOR       no colours, also on a terminal`

function createProgram(): Command {
  const program = new Command('headroom')
    .description(DESCRIPTION)
    .version(ownVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'say what there is')
    .addHelpText('after', AFTER_HELP)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(headroom --help says what there is)')
  addCompress(program)
  addRetrieve(program)
  addExpand(program)
  addExplain(program)
  addUpkeep(program)
  return program
}

/** Read from the package itself, so that there is one place to change it. */
function ownVersion(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version
}

function addCompress(program: Command): void {
  withRunOptions(program.command('compress'))
    .description('write a smaller text or body to stdout')
    .argument('[file]', 'a file, or - for standard input', '-')
    .option('--json', 'write { output, tokensBefore, tokensAfter, …, report } instead')
    .addHelpText(
      'after',
      `
Without --recall only packers run: what they write can be expanded from the text alone, byte for
byte. With it large blocks are also folded; the marker in a folded text carries the ref that
\`headroom retrieve\` takes. Figures go to stderr where that is a terminal.`,
    )
    .action(compressCommand)
}

function addExplain(program: Command): void {
  withRunOptions(program.command('explain'))
    .description('say for each block what it was taken for, what was tried, and why so little')
    .argument('[file]', 'a file, or - for standard input', '-')
    .option('--json', 'write the report as JSON')
    .action(explainCommand)
}

function addExpand(program: Command): void {
  program
    .command('expand')
    .description('undo every packed form, from the text or body alone')
    .argument('[file]', 'a file, or - for standard input', '-')
    .addHelpText(
      'after',
      `
Needs no store. What was folded stays folded: its marker names the ref to retrieve.`,
    )
    .action(expandCommand)
}

function addRetrieve(program: Command): void {
  const parts = [
    new Option('--lines <from-to>', 'lines, counted from 1, e.g. 10-40').argParser(parseRange),
    new Option(
      '--rows <from-to>',
      'rows of the main list, counted from 1; with --key: of the list at that path',
    ).argParser(parseRange),
    new Option(
      '--key <path…>',
      'a value by its path, e.g. items.3.name; may be given again',
    ).argParser(collect),
    new Option('--search <words>', 'the lines or rows that hold these words'),
    new Option('--characters <from-to>', 'characters, for very long lines').argParser(parseRange),
  ]
  const command = program
    .command('retrieve')
    .description('write an original, or an exact part of it, to stdout')
    .argument('<ref>', 'as the marker in a folded text names it')
  for (const option of parts) {
    const others = parts.map((other) => other.attributeName()).filter(excludes(option))
    command.addOption(option.conflicts(others))
  }
  command
    .addOption(
      new Option('--from <number>', 'with --search: the first line or row to look at').argParser(
        parseCount,
      ),
    )
    .option('--scope <name>', `whose originals: the scope they were compressed in ${HERE}`)
    .option('--json', 'write { content, position, total, … } instead')
    .addHelpText(
      'after',
      `
Without a flag the whole. A part comes in bounds; where it stands, and how to go on where it was cut,
goes to stderr.`,
    )
    .action(retrieveCommand)
}

/** One part at a time; only rows may be of the list at a key. */
function excludes(option: Option): (other: string) => boolean {
  const name = option.attributeName()
  const together = ['rows', 'key']
  return (other) => other !== name && !(together.includes(name) && together.includes(other))
}

function withRunOptions(command: Command): Command {
  return command
    .option('--model <name>', "whose tokens to count (default: the body's model, else gpt-4o)")
    .addOption(
      new Option('--preset <name>', 'how hard to press')
        .choices(['safe', 'balanced', 'aggressive'])
        .default('balanced'),
    )
    .addOption(
      new Option('--budget <tokens>', 'most tokens the whole may have').argParser(parseCount),
    )
    .option('--recall', 'the reader can call headroom_retrieve or run headroom retrieve: fold too')
    .option('--query <words>', 'what is asked, to keep in sight when folding')
    .option(
      '--rebase',
      'leave out file reads that a later one replaces; the prompt cache starts anew',
    )
    .option('--kind <kind>', 'take tool results for this kind instead of detecting it, e.g. json')
    .option('--compress-user', 'also pack data in user messages: fenced, or the whole message')
    .option('--scope <name>', `whose originals these are ${HERE}`)
}

/** What a scope is where none is named. */
const HERE = "(default: this folder's project)"

function parseCount(value: string): number {
  if (/^[1-9]\d{0,14}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Expected a whole number above 0.')
}

function parseRange(value: string): readonly [number, number] {
  const [, from, to = from] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(value) ?? []
  const range = [Number(from), Number(to)] as const
  if (range[0] >= 1 && range[1] >= range[0]) return range
  throw new InvalidArgumentError('Expected two whole numbers from 1, upwards, e.g. 10-40.')
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
