// A new string format, along the path of one that is there: through regexes, core, classic, mini and locales.
import { Agent } from './agent.mjs'

/** The version whose sources are of a piece with their tests. */
const FROM = '@cloudflare/vitest-pool-workers/node_modules/zod'

export const zod = {
  package: FROM,
  format: 'openai-responses',
  task: 'Add a string format `hex` to zod v4: z.hex() and z.string().hex() accept an even or odd number of hexadecimal digits, at least one, upper or lower case. It must show up everywhere nanoid does: core, classic, mini, locales (en and de at least), JSON Schema. Run the v4 tests before and after; tsc must stay clean apart from what it says today.',
  record: () => {
    const ignored = ['v3', 'v4', 'v4-mini', 'index.cjs', 'index.js']
    const agent = new Agent({ name: 'zod', from: FROM, ignored })
    look(agent)
    findWay(agent)
    core(agent)
    classic(agent)
    mini(agent)
    testIt(agent)
    locales(agent)
    schema(agent)
    wider(agent)
    finish(agent)
    return agent.end(
      'z.hex() is in core, classic and mini, named in the locales en and de, and in JSON Schema; all v4 tests pass and tsc says what it said before.',
    )
  },
}

function look(agent) {
  agent.bash('ls src src/v4 src/v4/*; cat package.json | head -50')
  agent.say('nanoid is the way to follow. Everything that names it:')
  const found = agent.grep('nanoid|NanoID', 'src/v4')
  agent.lineOf(found, 'src/v4/core/regexes.ts', 'export const nanoid')
  agent.lineOf(found, 'src/v4/core/checks.ts', '"nanoid"')
  agent.write(
    'vitest.config.ts',
    `import { defineConfig } from 'vitest/config'

const at = (path) => new URL(path, import.meta.url).pathname
export default defineConfig({
  resolve: {
    alias: [
      { find: 'zod/v4-mini', replacement: at('src/v4-mini/index.ts') },
      { find: 'zod/v4/core', replacement: at('src/v4/core/index.ts') },
      { find: 'zod/v4/mini', replacement: at('src/v4-mini/index.ts') },
      { find: 'zod/v4', replacement: at('src/v4/index.ts') },
    ],
  },
  test: { include: ['src/v4/**/*.test.ts'] },
})
`,
  )
  agent.say('State of the tests before I touch anything.')
  const before = agent.bash(
    'npx vitest run src/v4/classic/tests/string.test.ts src/v4/classic/tests/to-json-schema.test.ts src/v4/mini/tests/string.test.ts',
  )
  agent.pick(before, /Tests +\d+ passed/)
  agent.write(
    'tsconfig.json',
    `${JSON.stringify({ compilerOptions: { strict: true, target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', noEmit: true, skipLibCheck: true, types: [] }, include: ['src/v4/classic/*.ts', 'src/v4/core/*.ts', 'src/v4/mini/*.ts'] }, null, 2)}\n`,
  )
  const types = agent.bash('npx tsc -p .')
  agent.pick(types, /Property 'captureStackTrace' does not exist/)
}

function findWay(agent) {
  agent.read('src/v4/core/regexes.ts')
  const checks = agent.grep('ZodStringFormats', 'src/v4')
  const at = agent.lineOf(checks, 'src/v4/core/checks.ts', 'export type $ZodStringFormats =')
  agent.read('src/v4/core/checks.ts', at - 5, 120)
  const schemas = agent.grep('ZodNanoID|ZodCUID\\b', 'src/v4/core', '-C 2')
  agent.pick(schemas, /def\.pattern \?\?= regexes\.nanoid;|\$ZodNanoIDDef/)
  agent.read('src/v4/core/schemas.ts', 1, 900)
}

function core(agent) {
  agent.edit(
    'src/v4/core/regexes.ts',
    'export const nanoid: RegExp = /^[a-zA-Z0-9_-]{21}$/;\n',
    'export const nanoid: RegExp = /^[a-zA-Z0-9_-]{21}$/;\nexport const hex: RegExp = /^[0-9a-fA-F]+$/;\n',
  )
  agent.edit('src/v4/core/checks.ts', '  | "nanoid"\n', '  | "nanoid"\n  | "hex"\n')
  agent.edit(
    'src/v4/core/schemas.ts',
    '//////////////////////////////   ZodCUID   //////////////////////////////',
    `//////////////////////////////   ZodHex   //////////////////////////////

export interface $ZodHexDef extends $ZodStringFormatDef<"hex"> {}
export interface $ZodHexInternals extends $ZodStringFormatInternals<"hex"> {}

export interface $ZodHex extends $ZodType {
  _zod: $ZodHexInternals;
}

export const $ZodHex: core.$constructor<$ZodHex> = /*@__PURE__*/ core.$constructor("$ZodHex", (inst, def): void => {
  def.pattern ??= regexes.hex;
  $ZodStringFormat.init(inst, def);
});

//////////////////////////////   ZodCUID   //////////////////////////////`,
  )
  const union = agent.grep('\\$ZodNanoID$', 'src/v4/core/schemas.ts', '-B 14 -A 22')
  agent.lineOf(union, '', '| $ZodNanoID')
  agent.edit('src/v4/core/schemas.ts', '  | $ZodNanoID\n', '  | $ZodNanoID\n  | $ZodHex\n')
  const api = agent.grep('_nanoid', 'src/v4/core/api.ts')
  const at = agent.lineOf(api, '', 'export function _nanoid')
  agent.read('src/v4/core/api.ts', at - 25, 60)
  agent.edit(
    'src/v4/core/api.ts',
    '// CUID\n',
    `// Hex
export type $ZodHexParams = StringFormatParams<schemas.$ZodHex>;
export type $ZodCheckHexParams = CheckStringFormatParams<schemas.$ZodHex>;
export function _hex<T extends schemas.$ZodHex>(
  Class: util.SchemaClass<T>,
  params?: string | $ZodHexParams | $ZodCheckHexParams
): T {
  return new Class({
    type: "string",
    format: "hex",
    check: "string_format",
    abort: false,
    ...util.normalizeParams(params),
  });
}

// CUID
`,
  )
}

function classic(agent) {
  agent.say('Now classic.')
  agent.read('src/v4/classic/schemas.ts', 1, 700)
  agent.edit(
    'src/v4/classic/schemas.ts',
    '  nanoid(params?: string | core.$ZodCheckNanoIDParams): this;\n',
    '  nanoid(params?: string | core.$ZodCheckNanoIDParams): this;\n  /** @deprecated Use `z.hex()` instead. */\n  hex(params?: string | core.$ZodCheckHexParams): this;\n',
  )
  agent.edit(
    'src/v4/classic/schemas.ts',
    '  inst.nanoid = (params) => inst.check(core._nanoid(ZodNanoID, params));\n',
    '  inst.nanoid = (params) => inst.check(core._nanoid(ZodNanoID, params));\n  inst.hex = (params) => inst.check(core._hex(ZodHex, params));\n',
  )
  agent.edit(
    'src/v4/classic/schemas.ts',
    '// ZodCUID\nexport interface ZodCUID ',
    `// ZodHex
export interface ZodHex extends ZodStringFormat<"hex"> {
  _zod: core.$ZodHexInternals;
}
export const ZodHex: core.$constructor<ZodHex> = /*@__PURE__*/ core.$constructor("ZodHex", (inst, def) => {
  // ZodStringFormat.init(inst, def);
  core.$ZodHex.init(inst, def);
  ZodStringFormat.init(inst, def);
});

export function hex(params?: string | core.$ZodHexParams): ZodHex {
  return core._hex(ZodHex, params);
}

// ZodCUID
export interface ZodCUID `,
  )
  const types = agent.bash('npx tsc -p .')
  agent.pick(types, /captureStackTrace/)
  agent.bash('git diff --stat && git diff src/v4/classic')
}

function mini(agent) {
  const found = agent.grep('ZodMiniNanoID|function nanoid', 'src/v4/mini', '-A 8')
  agent.pick(
    found,
    /export function nanoid\(params\?: string \| core\.\$ZodNanoIDParams\): ZodMiniNanoID \{/,
  )
  agent.read('src/v4/mini/schemas.ts', 185, 80)
  agent.edit(
    'src/v4/mini/schemas.ts',
    '// ZodMiniCUID\nexport interface ZodMiniCUID ',
    `// ZodMiniHex
export interface ZodMiniHex extends _ZodMiniString<core.$ZodHexInternals> {
  // _zod: core.$ZodHexInternals;
}
export const ZodMiniHex: core.$constructor<ZodMiniHex> = /*@__PURE__*/ core.$constructor("ZodMiniHex", (inst, def) => {
  core.$ZodHex.init(inst, def);
  ZodMiniStringFormat.init(inst, def);
});

export function hex(params?: string | core.$ZodHexParams): ZodMiniHex {
  return core._hex(ZodMiniHex, params);
}

// ZodMiniCUID
export interface ZodMiniCUID `,
  )
}

function testIt(agent) {
  const near = agent.grep('^test\\("', 'src/v4/classic/tests/string.test.ts')
  const at = agent.lineOf(near, '', 'test("nanoid"')
  agent.read('src/v4/classic/tests/string.test.ts', at, 60)
  agent.edit(
    'src/v4/classic/tests/string.test.ts',
    'test("bad nanoid", () => {',
    `test("hex", () => {
  const hex = z.string().hex("custom error");
  for (const good of ["0", "ff", "DEADBEEF", "0123456789abcdefABCDEF", "123"]) expect(hex.parse(good)).toEqual(good);
  for (const bad of ["", "0x12", "g", "12 34", "12\\n"]) expect(hex.safeParse(bad).success).toBe(false);
  expect(z.hex().safeParse("xyz").error).toMatchInlineSnapshot();
});

test("bad nanoid", () => {`,
  )
  const run = agent.bash('npx vitest run src/v4/classic/tests/string.test.ts')
  agent.pick(run, /Tests +\d+ passed/)
  agent.say('What did the snapshot become?')
  agent.read('src/v4/classic/tests/string.test.ts', at + 24, 40)
  const formats = agent.grep('nanoid\\(\\)\\.format', 'src/v4')
  agent.lineOf(formats, 'src/v4/classic/tests/string.test.ts', 'expect(z.string().nanoid().format)')
  agent.edit(
    'src/v4/classic/tests/string.test.ts',
    '  expect(z.string().nanoid().format).toEqual("nanoid");\n',
    '  expect(z.string().nanoid().format).toEqual("nanoid");\n  expect(z.string().hex().format).toEqual("hex");\n',
  )
}

function locales(agent) {
  agent.user(
    'Do all locales, not only en and de, please. The word is the same in most: "hexadecimal string" or what they say for base64.',
  )
  const names = agent.grep('nanoid: ', 'src/v4/locales', '-A 1')
  agent.pick(names, /src\/v4\/locales\/en\.ts:\d+:/)
  const en = agent.read('src/v4/locales/en.ts')
  agent.pick(en, /nanoid: "nanoid",/)
  agent.say(
    'The tables differ in how they write it; I look at two more before a script does them all.',
  )
  agent.together(() => {
    agent.read('src/v4/locales/de.ts')
    agent.read('src/v4/locales/ja.ts')
  })
  agent.grep('base64: ', 'src/v4/locales')
  agent.bash(
    `python3 - <<'P'
import glob, re
for path in sorted(glob.glob('src/v4/locales/*.ts')):
    text = open(path).read()
    found = re.search(r'( +)nanoid: .*\\n', text)
    if found is None:
        print('none in', path); continue
    said = re.search(r'base64: ["\\'](.*)["\\'],', text)
    word = said.group(1).replace('base64', 'hex') if said else 'hex'
    text = text.replace(found.group(0), found.group(0) + found.group(1) + 'hex: ' + '"' + word + '",\\n', 1)
    open(path, 'w').write(text)
P
git diff --stat -- src/v4/locales; git diff -U1 src/v4/locales/de.ts src/v4/locales/en.ts src/v4/locales/ja.ts`,
  )
}

function schema(agent) {
  const json = agent.grep('format: "nanoid"|"format": "nanoid"|formatMap', 'src/v4')
  agent.lineOf(json, 'src/v4/core/to-json-schema.ts', 'const formatMap')
  agent.read('src/v4/core/to-json-schema.ts', 80, 120)
  const test = agent.lineOf(
    json,
    'src/v4/classic/tests/to-json-schema.test.ts',
    '"format": "nanoid"',
  )
  agent.read('src/v4/classic/tests/to-json-schema.test.ts', test - 25, 50)
  agent.edit(
    'src/v4/classic/tests/to-json-schema.test.ts',
    '    expect(z.toJSONSchema(z.cuid2())).toMatchInlineSnapshot(`',
    '    expect(z.toJSONSchema(z.hex())).toMatchInlineSnapshot();\n    expect(z.toJSONSchema(z.cuid2())).toMatchInlineSnapshot(`',
  )
  const run = agent.bash(
    'npx vitest run src/v4/classic/tests/to-json-schema.test.ts src/v4/classic/tests/string.test.ts',
  )
  agent.pick(run, /Tests +1 failed/)
  agent.say(
    'The message names the format in words now that en has one: "hex-encoded string". That is as it should be; the snapshot is updated.',
  )
  agent.bash(
    'npx vitest run -u src/v4/classic/tests/string.test.ts && git diff src/v4/classic/tests',
  )
}

function wider(agent) {
  agent.read('src/v4/mini/tests/string.test.ts', 160, 60)
  agent.edit(
    'src/v4/mini/tests/string.test.ts',
    'test("z.nanoid", () => {',
    'test("z.hex", () => {\n  const a = z.hex();\n  expect(z.parse(a, "deadBEEF")).toEqual("deadBEEF");\n  expect(() => z.parse(a, "0x12")).toThrow();\n  expect(() => z.parse(a, "")).toThrow();\n});\n\ntest("z.nanoid", () => {',
  )
  agent.say('The whole of v4 now.')
  const all = agent.bash('npx vitest run --reporter=verbose 2>&1 | tail -n 260')
  agent.pick(all, /Tests +.*passed/)
  const failed = agent.bash('npx vitest run 2>&1 | tail -n 40')
  agent.pick(failed, /Test Files/)
  agent.bash('git status --short | head -20; git diff src/v4/core')
}

function finish(agent) {
  const zsf = agent.grep('check: "nanoid"|"nanoid"', 'src/v4/core', '-C 4')
  agent.pick(zsf, /nanoid/)
  const types = agent.bash('npx tsc -p .')
  agent.pick(types, /captureStackTrace/)
  agent.bash('rm vitest.config.ts tsconfig.json; git add -A; git diff --cached --stat')
  agent.read('src/v4/core/schemas.ts', 500, 60)
  agent.bash(
    'git commit -qm "Add the string format hex" && git log --oneline | head -2 && git show --stat | tail -5',
  )
}
