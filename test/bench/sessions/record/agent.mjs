// An agent at work on a copy of a package: its tools really run, and what they gave back is what is kept.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** Lines that a read gives without being asked for more or fewer. */
const MOST_LINES = 2000
/** Characters of a line that says something; the others stand everywhere. */
const TELLING = 12
/** Lines shown around an edit. */
const AROUND = 4
/** Characters of a command's output; clients cut there. */
const LONGEST_OUTPUT = 30_000

/** Names, places and dates that are the same wherever a session is recorded. */
const SETTING = {
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  TERM: 'dumb',
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
  LANG: 'C.UTF-8',
  CI: '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Dev',
  GIT_AUTHOR_EMAIL: 'dev@example.com',
  GIT_COMMITTER_NAME: 'Dev',
  GIT_COMMITTER_EMAIL: 'dev@example.com',
  GIT_AUTHOR_DATE: '2026-03-02T09:00:00Z',
  GIT_COMMITTER_DATE: '2026-03-02T09:00:00Z',
}

/** What an agent does and reads, turn by turn. */
export class Agent {
  #turns = []
  #needs = []
  #says = ''
  #after = ''
  #room
  #home
  #isNumbered

  /** `numbered`: reads show numbers of lines. `from`: where the package lies, within node_modules. */
  constructor({ name, from = name, numbered = true, ignored = [] }) {
    this.#room = mkdtempSync(join(tmpdir(), 'headroom-session-'))
    this.#home = `/home/dev/${name}`
    this.#isNumbered = numbered
    const leaveOut = ignored.map((path) => join(modules, from, path))
    cpSync(join(modules, from), this.#room, {
      recursive: true,
      filter: (path) => !leaveOut.includes(path),
    })
    symlinkSync(modules, join(this.#room, 'node_modules'))
    writeFileSync(join(this.#room, '.gitignore'), 'node_modules\n')
    this.#shell('git init -q -b main && git add -A && git commit -qm "Import" ')
  }

  /** What was done, once the room is no longer needed. */
  end(says) {
    rmSync(this.#room, { recursive: true, force: true })
    return { turns: this.#turns, says }
  }

  /** What the agent says before its next call. */
  say(text) {
    this.#says = text
  }

  /** What the user says after the last result. */
  user(text) {
    this.#after = text
  }

  /**
   * What the next call is decided by: a stretch of something that was read. Gives its groups; what was
   * never read can't be picked.
   */
  pick(output, pattern) {
    const found = pattern.exec(output)
    if (found === null) throw new Error(`${pattern} was not read:\n${output.slice(-2500)}`)
    this.#needs.push(found[0].trim())
    return found
  }

  /** The number of the line, in what a search printed, that has this in it. */
  lineOf(output, file, text) {
    const line = output.split('\n').find((one) => one.includes(file) && one.includes(text))
    const number = /(?:^|[:-])(\d+)[:-]/.exec(line ?? '')?.[1]
    if (number === undefined) throw new Error(`${text} was not found in ${file}`)
    this.#needs.push(line.trim())
    return Number(number)
  }

  read(path, offset = 1, limit = MOST_LINES) {
    const lines = readFileSync(join(this.#room, path), 'utf8').replace(/\n$/, '').split('\n')
    const shown = lines.slice(offset - 1, offset - 1 + limit)
    const text = this.#isNumbered ? numbered(shown, offset) : shown.join('\n')
    const range = offset === 1 && limit === MOST_LINES ? {} : { offset, limit }
    return this.#took('read_file', { path: `${this.#home}/${path}`, ...range }, text)
  }

  grep(pattern, path, flags = '') {
    const given = `rg -n --no-heading --sort path ${flags} -e ${quoted(pattern)} ${path}`
    const { output } = this.#shell(given)
    const more = flags === '' ? {} : { flags }
    return this.#took('grep', { pattern, path, ...more }, output || 'No matches found')
  }

  bash(command) {
    const { output, status } = this.#shell(command)
    const text = status === 0 ? output : `Exit code ${status}\n${output}`
    return this.#took('bash', { command }, text || '(no output)', status !== 0)
  }

  /** Replaces what stands there once; what is replaced must have been read. */
  edit(path, before, after) {
    const whole = join(this.#room, path)
    const text = readFileSync(whole, 'utf8')
    const at = text.indexOf(before)
    if (at < 0 || text.indexOf(before, at + 1) >= 0) throw new Error(`${path}: not once: ${before}`)
    writeFileSync(whole, text.slice(0, at) + after + text.slice(at + before.length))
    this.#needLines(before)
    const input = { path: `${this.#home}/${path}`, old_string: before, new_string: after }
    return this.#took('edit_file', input, this.#snippet(path, at, after))
  }

  /** The same with nothing but a shell. */
  patch(path, pairs) {
    const text = readFileSync(join(this.#room, path), 'utf8')
    for (const [before] of pairs) {
      if (text.split(before).length !== 2) throw new Error(`${path}: not once: ${before}`)
      this.#needLines(before)
    }
    return this.bash(`python3 - <<'P'
path = '${path}'
text = open(path).read()
for before, after in ${JSON.stringify(pairs)}:
    assert text.count(before) == 1, (text.count(before), before)
    text = text.replace(before, after)
open(path, 'w').write(text)
P
git diff -U2 ${path}`)
  }

  write(path, content) {
    mkdirSync(dirname(join(this.#room, path)), { recursive: true })
    writeFileSync(join(this.#room, path), content)
    const input = { path: `${this.#home}/${path}`, content }
    return this.#took('write_file', input, `File created successfully at: ${input.path}`)
  }

  /** Further calls of the same turn: `calls` makes them, and their results come together. */
  together(calls) {
    const before = this.#turns.length
    calls()
    const made = this.#turns.splice(before)
    const [{ says }] = made
    const needs = made.flatMap((turn) => turn.needs)
    this.#turns.push({ says, needs, calls: made.flatMap((turn) => turn.calls) })
  }

  #needLines(text) {
    const lines = text.split('\n').map((line) => line.trim())
    this.#needs.push(...lines.filter(({ length }) => length >= TELLING))
  }

  #snippet(path, at, after) {
    const lines = readFileSync(join(this.#room, path), 'utf8').split('\n')
    const first = readFileSync(join(this.#room, path), 'utf8').slice(0, at).split('\n').length
    const from = Math.max(1, first - AROUND)
    const shown = lines.slice(from - 1, first + after.split('\n').length - 1 + AROUND)
    return `The file ${this.#home}/${path} has been updated. Here's the result of running \`cat -n\` on a snippet of the edited file:\n${numbered(shown, from)}`
  }

  #took(tool, input, output, isError = false) {
    const shown = output.replaceAll(this.#room, this.#home)
    const turn = { says: this.#says, needs: this.#needs, calls: [{ tool, input, output: shown }] }
    if (isError) turn.calls[0].isError = true
    if (this.#after !== '') this.#turns.at(-1).user = this.#after
    this.#turns.push(turn)
    this.#needs = []
    this.#says = ''
    this.#after = ''
    return shown
  }

  #shell(command) {
    const { stdout, stderr, status } = spawnSync('bash', ['-c', `exec 2>&1; ${command}`], {
      cwd: this.#room,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: this.#room, ...SETTING },
      maxBuffer: 1 << 26,
    })
    const output = `${stdout}${stderr}`.trimEnd()
    const cut = output.length - LONGEST_OUTPUT
    const half = LONGEST_OUTPUT / 2
    const text =
      cut <= 0
        ? output
        : `${output.slice(0, half)}\n\n... [${cut} characters truncated] ...\n\n${output.slice(-half)}`
    return { output: text, status }
  }
}

function numbered(lines, from) {
  return lines.map((line, at) => `${String(from + at).padStart(6)}\t${line}`).join('\n')
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`
}
