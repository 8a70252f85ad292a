import { type Command, InvalidArgumentError, Option } from 'commander'
import { cacheReportCommand } from './cache-report-command.ts'
import { dashboardCommand } from './dashboard-command.ts'
import { newKeyCommand } from './new-key-command.ts'
import { purgeCommand } from './purge-command.ts'
import { statsCommand } from './stats-command.ts'

const WORKSPACE =
  'where originals, the token and the lock are kept, if elsewhere than HEADROOM_HOME'

/** The commands that look after what the proxy keeps and does. */
export function addUpkeep(program: Command): void {
  addPurge(program)
  addNewKey(program)
  program
    .command('cache-report')
    .description(
      "say what providers' caches did for the running proxy, and what kept them from more",
    )
    .option('--workspace-dir <folder>', WORKSPACE)
    .option('--json', 'write the figures as JSON')
    .action(cacheReportCommand)
  program
    .command('dashboard')
    .description('show in a browser what passes through the running proxy')
    .option('--workspace-dir <folder>', WORKSPACE)
    .option('--open', 'open a browser, also where this is no terminal')
    .option('--no-open', 'only write the address')
    .action(dashboardCommand)
  program
    .command('stats')
    .description('say what all doors have saved together')
    .option('--project <name>', "only this project's")
    .option('--workspace-dir <folder>', WORKSPACE)
    .option('--json', 'write the figures as JSON')
    .action(statsCommand)
}

function addPurge(program: Command): void {
  program
    .command('purge')
    .description('remove originals and what the proxy keeps of conversations')
    .option('--project <name>', "only this project's: the scope they were compressed in")
    .addOption(
      new Option('--older-than <age>', 'only what was not used for so long, e.g. 7d').argParser(
        parseAge,
      ),
    )
    .addOption(new Option('--all', 'everything').conflicts(['project', 'olderThan']))
    .option('--dry-run', 'say what would go, and stop')
    .option('--yes', 'do not ask')
    .option('--workspace-dir <folder>', WORKSPACE)
    .addHelpText(
      'after',
      `
May be run beside a proxy. A conversation that is under way puts back what its next requests still
point to. The token, and the key that --trust-local has bound, stay.`,
    )
    .action(purgeCommand)
}

function addNewKey(program: Command): void {
  program
    .command('new-key')
    .description('make a key file, to encrypt originals with')
    .argument('<file>', 'a file that does not exist yet; readable by you alone')
    .addHelpText(
      'after',
      `
Used by \`headroom proxy --encrypt-key-file <file>\`, and by every command where
HEADROOM_ENCRYPTION_KEY_FILE names it.`,
    )
    .action(newKeyCommand)
}

/** Milliseconds. */
const AGES: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

function parseAge(value: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(value) ?? []
  const length = AGES[unit]
  if (count !== undefined && length !== undefined) return Number(count) * length
  throw new InvalidArgumentError('Expected a number with s, m, h, d or w, e.g. 7d.')
}
