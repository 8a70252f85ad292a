import { describe, expect, it } from 'vitest'
import { fileReadOf, isFileRead } from '../../../src/engine/relevance/file-read.ts'

const call = (tool: string, input: unknown) => ({
  tool,
  callId: 'call_1',
  input: typeof input === 'string' ? input : JSON.stringify(input),
})

describe('reads by file tools', () => {
  it.each([
    ['Read', { file_path: '/a/b.py' }, { path: '/a/b.py' }],
    [
      'Read',
      { file_path: '/a/b.py', offset: 20, limit: 10 },
      { path: '/a/b.py', from: 20, to: 29 },
    ],
    ['read_file', { path: 'b.py' }, { path: 'b.py' }],
    [
      'read_file',
      { target_file: 'b.py', start_line_one_indexed: 3, end_line_one_indexed_inclusive: 9 },
      { path: 'b.py', from: 3, to: 9 },
    ],
    ['mcp__filesystem__read_text_file', { path: 'b.py' }, { path: 'b.py' }],
    [
      'view_file',
      { AbsolutePath: '/b.py', StartLine: 1, EndLine: 40 },
      { path: '/b.py', from: 1, to: 40 },
    ],
    [
      'str_replace_based_edit_tool',
      { command: 'view', path: 'b.py', view_range: [5, -1] },
      { path: 'b.py', from: 5 },
    ],
    ['read_many_files', { paths: ['a.py', 'b.py'] }, {}],
  ])('%s %j', (tool, input, expected) => {
    expect(fileReadOf(call(tool, input))).toEqual(expected)
  })
})

describe('reads by a shell', () => {
  it.each([
    ['cat b.py', { path: 'b.py' }],
    ['cat -n "src/b c.py"', { path: 'src/b c.py' }],
    ["sed -n '12,40p' b.py", { path: 'b.py', from: 12, to: 40 }],
    ["sed -n '12,$p' b.py", { path: 'b.py', from: 12 }],
    ['head -n 50 b.py', { path: 'b.py', from: 1, to: 50 }],
    ['head -50 b.py', { path: 'b.py', from: 1, to: 50 }],
    ['head b.py', { path: 'b.py', from: 1, to: 10 }],
    ['tail -n +30 b.py', { path: 'b.py', from: 30 }],
    ['tail b.py', { path: 'b.py' }],
    ['cd /repo && cat b.py', { path: 'b.py' }],
    ["nl -ba b.py | sed -n '1,80p'", { path: 'b.py', from: 1, to: 80 }],
    ['cat b.py 2>/dev/null | head -20', { path: 'b.py', from: 1, to: 20 }],
    ['cat a.py b.py', {}],
    ['cat *.py', {}],
    ['cat a.py | head -20 | tail -5', { path: 'a.py' }],
    ['sed -E -n 7p a.py', { path: 'a.py', from: 7, to: 7 }],
    ['/bin/cat b.py', { path: 'b.py' }],
  ])('%s', (command, expected) => {
    expect(fileReadOf(call('Bash', { command }))).toEqual(expected)
    expect(fileReadOf(call('exec_command', { cmd: command }))).toEqual(expected)
    expect(fileReadOf(call('shell', { command: ['bash', '-lc', command] }))).toEqual(expected)
  })

  it('takes a list of words, too', () => {
    expect(fileReadOf(call('shell', { command: ['cat', 'a b.py'] }))).toEqual({ path: 'a b.py' })
    expect(isFileRead(call('run_terminal_cmd', 'cat b.py'))).toBe(true)
  })
})

describe('what is no read', () => {
  it.each([
    ['ls -la'],
    ['cat a.py > b.py'],
    ['cat a.py | grep x'],
    ['cat a.py; rm a.py'],
    ['cat a.py && make'],
    ['cat a.py\nmake'],
    ["sed -i 's/a/b/' a.py"],
    ["sed 's/a/b/' a.py"],
    ['cat $(ls)'],
    ['cat <<EOF\nx\nEOF'],
    ['head'],
    ['git diff | cat'],
    ['python b.py'],
    [''],
    ['cat '.repeat(5000)],
  ])('%s', (command) => {
    expect(isFileRead(call('Bash', { command }))).toBe(false)
  })

  it('other tools, and results without a call', () => {
    expect(isFileRead(undefined)).toBe(false)
    expect(isFileRead(call('Grep', { path: 'b.py', pattern: 'x' }))).toBe(false)
    expect(isFileRead(call('str_replace_editor', { command: 'create', path: 'b.py' }))).toBe(false)
    expect(isFileRead(call('Write', { file_path: 'b.py' }))).toBe(false)
    expect(isFileRead(call('Bash', { command: 7 }))).toBe(false)
    expect(isFileRead(call('Bash', '[1'))).toBe(false)
  })
})
