import { type Language, marks } from './language.ts'

export const rust: Language = {
  name: 'rust',
  endings: ['rs'],
  marks: marks(
    [
      'fn pub unsafe async const extern',
      /^(?:pub(?:\([a-z ]+\))? )?(?:const |async |unsafe |extern "\w+" )*fn \w+/,
      4,
    ],
    ['pub', /^pub(?:\([a-z ]+\))? (?:struct|enum|trait|mod|use|type|const|static|\w+:)/, 4],
    ['use', /^use (?:\w+::|\{)[\w:{}*, ]*;?$/, 4],
    ['impl', /^impl(?:<| )/, 4],
    ['let', /^let (?:mut |\(|[\w:&<> ]+ = .*[;{(]$)/, 2],
    ['mod trait struct enum', /^(?:mod|trait|struct|enum) \w+.*[;{]$/, 1],
    ['match', /^match .*\{$/, 3],
    ['#[ #![', /^#!?\[\w+/, 3],
    ['macro_rules!', /^macro_rules! \w+/, 4],
    ['', /=> (?:\{|.*,)$|\.unwrap\(\)|&mut |&self\b|->.* \{$/, 1],
    ['// ///', /^\/\/[/!]/, 1],
  ),
  query: `
(function_item name: (_) @name body: (block) @body)
(static_item value: [(array_expression) (reference_expression)] @data)
(const_item value: [(array_expression) (reference_expression)] @data)
(macro_definition name: (_) @name (macro_rule right: (token_tree) @body))
(line_comment) @note
(block_comment) @note
`,
}
