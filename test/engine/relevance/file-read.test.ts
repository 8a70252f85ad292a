import { describe, expect, it } from 'vitest'
import { isFileRead } from '../../../src/engine/relevance/file-read.ts'

const call = (tool: string, input: unknown): boolean =>
  isFileRead({
    tool,
    callId: 'a',
    input: typeof input === 'string' ? input : JSON.stringify(input),
  })

describe('reads', () => {
  it.each([
    'Read',
    'read_file',
    'readFile',
    'view_file',
    'mcp__files__read_text_file',
    'functions.read_file',
    'files:read_file',
  ])('tool %s', (tool) => {
    expect(call(tool, { path: 'a.ts' })).toBe(true)
    expect(call(tool, 'not JSON')).toBe(true)
  })

  it('an editor asked to view', () => {
    expect(call('str_replace_based_edit_tool', { command: 'view', path: 'a.ts' })).toBe(true)
    expect(call('str_replace_based_edit_tool', { command: 'str_replace', path: 'a.ts' })).toBe(
      false,
    )
    expect(call('str_replace_editor', '{broken')).toBe(false)
  })

  it.each([
    'cat src/a.ts',
    'sed -n 10,40p src/a.ts',
    "sed -n '1,5p' a",
    'sed -E -n 1p a',
    'head -50 a.py',
    'tail -n +3 a.py',
    'cd /work && cat a.ts',
    'cat a.ts | head -20',
    'nl -ba a.ts | sed -n 1,9p',
    'Get-Content a.ts',
  ])('shell: %s', (command) => {
    expect(call('Bash', { command })).toBe(true)
    expect(call('shell', { command: ['bash', '-lc', command] })).toBe(true)
    expect(call('exec_command', { cmd: command })).toBe(true)
  })

  it('a list of arguments', () => {
    expect(call('shell', { command: ['cat', 'a.ts'] })).toBe(true)
    expect(call('shell', { command: ['ls', 'cat'] })).toBe(false)
  })
})

describe('no reads', () => {
  it.each([
    'ls src',
    'cat a.ts | grep x',
    'cat a.ts; make',
    'cat > a.ts',
    'cat <<EOF',
    'sed -i s/a/b/ a.ts',
    'catalog list',
    'cat $(ls)',
    'cd /work && make',
    '',
  ])('shell: %s', (command) => {
    expect(call('bash', { command })).toBe(false)
  })

  it.each(['grep', 'search_files', 'read_console', 'list_directory', 'thread_read_all', 'Write'])(
    'tool %s',
    (tool) => {
      expect(call(tool, { path: 'a.ts' })).toBe(false)
    },
  )

  it('a command of monstrous length', () => {
    expect(call('bash', { command: `cat ${'a '.repeat(20_000)}` })).toBe(false)
  })
})
