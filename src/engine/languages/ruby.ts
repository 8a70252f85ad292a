import { type Language, marks } from './language.ts'

export const ruby: Language = {
  name: 'ruby',
  endings: ['rb', 'rake', 'gemspec', 'ru'],
  marks: marks(
    ['def', /^def [\w.]+[?!=]?(?:\(.*\)| \w[\w, ]*)?$/, 3],
    ['class', /^class [A-Z]\w*(?:::\w+)*(?: < [A-Z][\w:]*)?$/, 3],
    ['module', /^module [A-Z]\w*(?:::\w+)*$/, 4],
    ['require require_relative', /^require(?:_relative)? ['"]/, 4],
    ['attr_reader attr_accessor attr_writer include extend', /^\w+ [:A-Z]/, 3],
    ['end', /^end$/, 1],
    ['', / do(?: \|[^|]{1,60}\|)?$/, 2],
    ['unless elsif rescue ensure', /[^;{]$/, 2],
    ['puts', /^puts /, 2],
    ['#', /^# frozen_string_literal/, 4],
  ),
  query: `
(method name: (_) @name body: (body_statement) @block)
(singleton_method name: (_) @name body: (body_statement) @block)
(call arguments: (argument_list . (string) @name) block: (do_block body: (body_statement) @block))
(call block: (do_block body: (body_statement) @block))
(assignment left: (constant) right: [(hash) (array)] @data)
(assignment left: (constant) right: (call receiver: [(hash) (array)] @data))
(comment) @note
`,
}
