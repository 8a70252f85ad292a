import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/engine/detect/detect.ts'

function lines(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('')
}

const csv = `id,name,price\n${lines(20, (n) => `${n},"item, no. ${n}",${n * 3}.50`)}`
const markdownTable = `| id | name |\n| --- | --- |\n${lines(20, (n) => `| ${n} | item ${n} |`)}`
const psql = ` id | name\n----+------\n${lines(20, (n) => ` ${n + 10} | item ${n}`)}(20 rows)\n`
const boxed = `┌────┬──────┐\n│ id │ name │\n├────┼──────┤\n${lines(20, (n) => `│ ${n + 10} │ item │`)}└────┴──────┘\n`
const aligned = `id    name      price\n----  --------  -----\n${lines(20, (n) => `${n + 10}    item ${n % 10}    ${n + 10}.5`)}`
const prose =
  'The store keeps what was left out. It is asked for by name, and what it gives back is exact.\n\n'
const markdown = `# Store\n\n${prose.repeat(4)}## Use\n\n\`\`\`js\nconst a = await store.get('x')\n\`\`\`\n\n- one thing to know\n- another thing to know\n`
const html = `<!doctype html>\n<html>\n<body>\n${lines(9, (n) => `<p>Item ${n} costs more than that.</p>`)}<script>\nconst a = 1;\nfoo();\n</script>\n</body>\n</html>\n`
const xml = `<?xml version="1.0"?>\n<items>\n${lines(20, (n) => `  <item id="${n}">name</item>`)}</items>\n`

describe('documents', () => {
  it.each([
    ['comma-separated values', csv, 'table'],
    ['a table of Markdown', markdownTable, 'table'],
    ['a table of psql', psql, 'table'],
    ['a table in a box', boxed, 'table'],
    ['aligned columns', aligned, 'table'],
    ['Markdown', markdown, 'prose'],
    ['paragraphs', prose.repeat(6), 'prose'],
    ['HTML with a script', html, 'markup'],
    ['XML', xml, 'markup'],
  ])('%s', (_, text, kind) => expect(detect(text).kind).toBe(kind))
})

describe('look-alikes', () => {
  it.each([
    [
      'Markdown that begins with tags',
      `<p align="center">\n  <b>Store</b>\n</p>\n\n${markdown}`,
      'prose',
    ],
    [
      'a dump of bytes',
      lines(
        40,
        (n) => `${(n * 16).toString(16).padStart(8, '0')}  7f 45 4c 46 02 01 01 00  |.ELF....|`,
      ),
      'unknown',
    ],
    [
      'base64',
      lines(
        40,
        () => 'f0VMRgIBAQAAAAAAAAAAAAMAPgABAAAA0GEAAAAAAABAAAAAAAAAAHBHAgAAAAAAAAAAAEAAOAAN',
      ),
      'unknown',
    ],
    ['settings', lines(20, (n) => `option-${n}: ${n}`), 'unknown'],
  ])('%s', (_, text, kind) => expect(detect(text).kind).toBe(kind))
})
