import { type Language, marks } from './language.ts'

export const css: Language = {
  name: 'css',
  endings: ['css'],
  marks: marks(
    ['@', /^@(?:media|keyframes|font-face|import|charset|supports|layer|container)\b/, 4],
    ['. # : * ::', /^[.#:*][\w:*-][^{};]*[{,]$/, 3],
    ['', /^(?:--)?[a-z][\w-]*: ?[^;{}]+;$/, 1],
    [
      '',
      /^(?:a|body|html|div|span|p|[ou]l|li|t(?:able|[dhr])|h[1-6]|input|button|img|pre|code|from|to|\d+%)\b[^{};]*\{$/,
      1,
    ],
  ),
  query: `
(rule_set (selectors) @name (block) @body)
(keyframes_statement (keyframes_name) @name (keyframe_block_list) @body)
(comment) @note
`,
}
