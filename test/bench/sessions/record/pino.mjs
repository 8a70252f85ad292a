// Long messages and values are cut: `maxStringLength`. The agent has nothing but a shell.
import { Agent } from './agent.mjs'

export const pino = {
  package: 'pino',
  format: 'anthropic',
  task: 'Our log pipeline drops lines over 64 KB. Add an option `maxStringLength` to pino: strings in the message, in merged objects (top level) and in child bindings that are longer are cut and end in "… [N more]". Off by default and free when off: benchmarks matter here. Follow how other options such as depthLimit are validated and handed on; update pino.d.ts and docs/api.md. dev dependencies are not installed, so some of the test files fail before and after; write test/max-string-length.test.js with what is there.',
  record: () => {
    const agent = new Agent({
      name: 'pino',
      ignored: ['docs/assets', 'browser.js', 'test/fixtures/transport', 'test/transport'],
    })
    look(agent)
    followOption(agent)
    readTools(agent)
    change(agent)
    changeTypes(agent)
    testIt(agent)
    mend(agent)
    bench(agent)
    finish(agent)
    return agent.end(
      'maxStringLength cuts long strings in messages, objects and bindings; off by default, where the hot path is what it was. Tests, types and docs are in.',
    )
  },
}

function look(agent) {
  agent.say('I begin with the layout and with what the tests say today.')
  agent.bash('git log --oneline | head -3; ls; ls lib test | head -80; wc -l lib/*.js pino.js')
  const tests = agent.bash(
    'node --test test/*.test.js 2>&1 | grep -E "^(ok|not ok|# (tests|pass|fail))|Cannot find module" | sort | uniq -c | sort -rn',
  )
  agent.pick(tests, /Cannot find module '?flush-write-stream/)
  agent.say('Most files need flush-write-stream, which is not here. Which run?')
  const each = agent.bash(
    'for f in test/*.test.js; do node --test $f > /tmp/out-$$ 2>&1 && echo "ok   $f" || echo "FAIL $f $(grep -m1 -oh "Cannot find module .*" /tmp/out-$$)"; done; rm -f /tmp/out-$$',
  )
  agent.pick(each, /ok {3}test\/is-level-enabled\.test\.js/)
  const depth = agent.bash(
    'grep -rn "depthLimit\\|edgeLimit" --include=*.js --include=*.md --include=*.ts . --exclude-dir=node_modules',
  )
  agent.pick(depth, /\.\/pino\.js:\d+:.*depthLimit/)
  agent.bash('cat pino.js')
}

function followOption(agent) {
  const symbols = agent.bash('cat lib/symbols.js')
  agent.pick(symbols, /const formatOptsSym = Symbol\('pino\.formatOpts'\)/)
  agent.bash(
    'grep -n "stringifySafeSym\\|formatOptsSym\\|asChindingsSym\\|asJsonSym" -r lib pino.js',
  )
  const proto = agent.bash('cat lib/proto.js')
  agent.pick(proto, /instance\[chindingsSym\] = asChindings\(instance, bindings\)/)
  const redaction = agent.bash('cat lib/redaction.js')
  agent.pick(redaction, /wildcardFirstSym/)
}

function readTools(agent) {
  agent.say('The lines are built in tools.js.')
  const tools = agent.bash('cat -n lib/tools.js')
  agent.pick(tools, /function _asString \(str\) \{/)
  agent.pick(tools, /value = \(stringifier \|\| asString\)\(value\)/)
  const strings = agent.bash('grep -n "asString\\|_asString" -r lib pino.js test | head -60')
  agent.pick(strings, /lib\/tools\.js:\d+:.*asString/)
  agent.bash('cat test/is-level-enabled.test.js | head -60; cat test/helper.js')
  agent.say('What does a line cost now? I keep the figure, to compare.')
  agent.bash(
    `cat > /tmp/bench-pino.js <<'B'
const pino = require(process.cwd() + '/pino.js')
const out = pino({ base: undefined }, { write () {} })
for (let round = 0; round < 3; round++) {
  let lines = 0
  const end = process.hrtime.bigint() + 200000000n
  while (process.hrtime.bigint() < end) for (let i = 0; i < 1000; i++, lines++) out.info({ a: 'text', b: 'x'.repeat(50) }, 'hello world')
  console.log('round', round, lines > 1000 ? 'fast enough' : 'slow')
}
B
node /tmp/bench-pino.js`,
  )
}

function change(agent) {
  agent.say(
    'A symbol, the option with its check, and a function that is chosen once: cutting or plain.',
  )
  agent.patch('lib/symbols.js', [
    [
      "const formatOptsSym = Symbol('pino.formatOpts')",
      "const formatOptsSym = Symbol('pino.formatOpts')\nconst asStringSym = Symbol('pino.asString')",
    ],
    ['  formatOptsSym,\n', '  formatOptsSym,\n  asStringSym,\n'],
  ])
  const options = agent.bash("sed -n '60,130p' pino.js")
  agent.pick(options, /depthLimit: 5,/)
  agent.bash("sed -n '130,235p' pino.js")
  agent.patch('pino.js', [
    ['  depthLimit: 5,\n', '  depthLimit: 5,\n  maxStringLength: 0,\n'],
    [
      '    depthLimit,\n    edgeLimit,\n    onChild,',
      '    depthLimit,\n    maxStringLength,\n    edgeLimit,\n    onChild,',
    ],
    [
      '    [formatOptsSym]: formatOpts,\n',
      '    [formatOptsSym]: formatOpts,\n    [asStringSym]: stringsUpTo(maxStringLength),\n',
    ],
  ])
  const imports = agent.bash("sed -n '1,58p' pino.js")
  agent.pick(imports, / {2}formatOptsSym,/)
  agent.patch('pino.js', [
    ['  formatOptsSym,\n  messageKeySym,', '  formatOptsSym,\n  asStringSym,\n  messageKeySym,'],
    ['  buildFormatters,\n', '  buildFormatters,\n  stringsUpTo,\n'],
  ])
  agent.patch('lib/tools.js', [
    [
      '  stringifySym,\n  stringifySafeSym,',
      '  asStringSym,\n  stringifySym,\n  stringifySafeSym,',
    ],
    [
      '/**\n * `asJson` wraps',
      `/**\n * How an instance writes strings: as they are, or cut.\n *\n * @param {number} most The characters a string may have; 0 for any number.\n *\n * @returns {function(string): string}\n */\nfunction stringsUpTo (most) {\n  if (!Number.isInteger(most) || most < 0) {\n    throw Error('option maxStringLength must be a whole number, 0 for no limit')\n  }\n  if (most === 0) return asString\n  return function cutString (str) {\n    if (str.length <= most) return asString(str)\n    return JSON.stringify(str.slice(0, most) + \`… [\${str.length - most} more]\`)\n  }\n}\n\n/**\n * \`asJson\` wraps`,
    ],
  ])
  agent.bash(
    "node -e \"require('./pino.js')({ maxStringLength: 5 }).info('hello world')\"; sed -n '1,40p' lib/tools.js",
  )
  agent.say('Now where strings are written.')
  agent.patch('lib/tools.js', [
    [
      '  const stringifiers = this[stringifiersSym]\n  const end',
      '  const stringifiers = this[stringifiersSym]\n  const writeString = this[asStringSym]\n  const end',
    ],
    [
      "        case 'string':\n          value = (stringifier || asString)(value)\n          break\n        default:\n          value = (stringifier || stringify)(value, stringifySafe)\n      }\n      if",
      "        case 'string':\n          value = (stringifier || writeString)(value)\n          break\n        default:\n          value = (stringifier || stringify)(value, stringifySafe)\n      }\n      if",
    ],
    [
      "      case 'string':\n        value = (stringifier || asString)(value)\n        msgStr",
      "      case 'string':\n        value = (stringifier || writeString)(value)\n        msgStr",
    ],
    ['  asJson,\n  genLog,\n', '  asJson,\n  stringsUpTo,\n  genLog,\n'],
  ])
}

function changeTypes(agent) {
  const types = agent.bash('grep -n -B 8 -A 8 "depthLimit" pino.d.ts')
  agent.pick(types, /depthLimit\?: number/)
  agent.patch('pino.d.ts', [
    [
      '      depthLimit?: number\n',
      '      depthLimit?: number\n\n      /**\n       * Strings that have more characters are cut in messages, merged objects and bindings. Default: `0`, never.\n       */\n      maxStringLength?: number\n',
    ],
  ])
  const docs = agent.bash(
    'grep -n "opt-depthlimit\\|opt-edgelimit\\|^#### \\|^### " docs/api.md | head -70',
  )
  agent.pick(docs, /\d+:#### `depthLimit` \(Number\)/)
  const at = agent.lineOf(docs, '', '#### `depthLimit` (Number)')
  agent.bash(`sed -n '${at - 20},${at + 45}p' docs/api.md`)
  agent.patch('docs/api.md', [
    [
      '#### `edgeLimit` (Number)',
      '#### `maxStringLength` (Number)\n\nDefault: `0`\n\nOption to cut strings that have more characters, in messages, merged objects and\nbindings. What was cut is counted at the end: `… [1024 more]`. `0` is no limit.\n\n#### `edgeLimit` (Number)',
    ],
  ])
}

const TESTS = `'use strict'

const test = require('node:test')
const assert = require('node:assert')
const pino = require('../')

function logger (options) {
  const lines = []
  const instance = pino({ base: undefined, timestamp: false, ...options }, { write: (line) => lines.push(JSON.parse(line)) })
  return { instance, lines }
}

test('there is no limit unless one is set', () => {
  const { instance, lines } = logger({})
  instance.info('x'.repeat(100000))
  assert.strictEqual(lines[0].msg.length, 100000)
})

test('messages are cut', () => {
  const { instance, lines } = logger({ maxStringLength: 5 })
  instance.info('hello world')
  assert.strictEqual(lines[0].msg, 'hello… [6 more]')
})

test('a message that just fits stays', () => {
  const { instance, lines } = logger({ maxStringLength: 5 })
  instance.info('hello')
  assert.strictEqual(lines[0].msg, 'hello')
})

test('strings of merged objects are cut, keys are not', () => {
  const { instance, lines } = logger({ maxStringLength: 3 })
  instance.info({ longKey: 'longer', n: 12345 })
  assert.deepStrictEqual(lines[0], { level: 30, longKey: 'lon… [3 more]', n: 12345 })
})

test('bindings of children are cut', () => {
  const { instance, lines } = logger({ maxStringLength: 3 })
  instance.child({ name: 'longer' }).info('hey')
  assert.strictEqual(lines[0].name, 'lon… [3 more]')
})

test('children cut messages as their parents do', () => {
  const { instance, lines } = logger({ maxStringLength: 3 })
  instance.child({}).child({}).info('longer')
  assert.strictEqual(lines[0].msg, 'lon… [3 more]')
})

test('errors keep their stacks, since serializers come first', () => {
  const { instance, lines } = logger({ maxStringLength: 10 })
  instance.error(new Error('x'.repeat(50)))
  assert.strictEqual(lines[0].err.message.length, 50)
  assert.strictEqual(lines[0].msg, 'xxxxxxxxxx… [40 more]')
})

test('what is redacted stays redacted', () => {
  const { instance, lines } = logger({ maxStringLength: 4, redact: ['key'] })
  instance.info({ key: 'secret value' })
  assert.strictEqual(lines[0].key, '[Redacted]')
})

test('a pair of surrogates is not torn', () => {
  const { instance, lines } = logger({ maxStringLength: 3 })
  instance.info('ab\\u{1f600}cd')
  assert.strictEqual(lines[0].msg, 'ab… [4 more]')
})

for (const wrong of [-1, 1.5, '10', null, Infinity]) {
  test('refuses ' + wrong, () => {
    assert.throws(() => pino({ maxStringLength: wrong }), /maxStringLength must be a whole number/)
  })
}
`

function testIt(agent) {
  agent.bash(
    `cat > test/max-string-length.test.js <<'T'\n${TESTS}T\nnode --test test/max-string-length.test.js`,
  )
  const failing = agent.bash(
    'node --test test/max-string-length.test.js 2>&1 | grep -A 22 "^not ok"',
  )
  agent.pick(failing, /not ok \d+ - bindings of children are cut/)
  agent.pick(failing, /not ok \d+ - a pair of surrogates is not torn/)
  agent.say('Two are left: asChindings writes by itself, and a cut may fall between surrogates.')
  const bindings = agent.bash("sed -n '/^function asChindings/,/^}/p' lib/tools.js")
  agent.pick(
    bindings,
    /value = \(stringifiers\[key\] \|\| wildcardStringifier \|\| stringify\)\(value, stringifySafe\)/,
  )
}

function mend(agent) {
  agent.patch('lib/tools.js', [
    [
      '      value = (stringifiers[key] || wildcardStringifier || stringify)(value, stringifySafe)\n      if',
      "      const stringifier = stringifiers[key] || wildcardStringifier\n      value = typeof value === 'string'\n        ? (stringifier || writeString)(value)\n        : (stringifier || stringify)(value, stringifySafe)\n      if",
    ],
    [
      '  const serializers = instance[serializersSym]\n  const formatter',
      '  const serializers = instance[serializersSym]\n  const writeString = instance[asStringSym]\n  const formatter',
    ],
    [
      `    return JSON.stringify(str.slice(0, most) + \`… [\${str.length - most} more]\`)`,
      `    const last = str.charCodeAt(most - 1)\n    // Not between the halves of one character.\n    const end = last >= 0xd800 && last <= 0xdbff ? most - 1 : most\n    return JSON.stringify(str.slice(0, end) + \`… [\${str.length - end} more]\`)`,
    ],
  ])
  agent.bash('node --test test/max-string-length.test.js')
  agent.user('asChindings runs before all symbols are set on the instance in pino(). Check that.')
  const order = agent.bash(
    'grep -n "asChindings\\|chindings\\|Object.assign\\|setPrototypeOf\\|asStringSym" pino.js lib/proto.js',
  )
  agent.pick(order, /pino\.js:\d+:.*coreChindings/)
  agent.bash("sed -n '120,232p' pino.js")
  const base = agent.bash(
    "node -e \"require('./pino.js')({ maxStringLength: 4, base: { service: 'long-name' } }).info('x')\"; node -e \"require('./pino.js')({ base: { service: 'long-name' } }).info('x')\"",
  )
  agent.say(
    'So bindings of `base` break where the symbol is not there yet. It goes where coreChindings is bound.',
  )
  agent.pick(base, /TypeError|long-name|long/)
  const core = agent.bash('grep -n -A 14 "const coreChindings" pino.js')
  agent.pick(core, /const coreChindings = asChindings\.bind\(null, \{/)
  agent.patch('pino.js', [
    [
      '  const coreChindings = asChindings.bind(null, {\n',
      '  const coreChindings = asChindings.bind(null, {\n    [asStringSym]: writeString,\n',
    ],
    ['    [asStringSym]: stringsUpTo(maxStringLength),\n', '    [asStringSym]: writeString,\n'],
    [
      '  const stringifySafe = configure({',
      '  const writeString = stringsUpTo(maxStringLength)\n  const stringifySafe = configure({',
    ],
  ])
  agent.bash(
    `cat >> test/max-string-length.test.js <<'T'

test('base is cut', () => {
  const { instance, lines } = logger({ maxStringLength: 4, base: { service: 'long-name' } })
  instance.info('x')
  assert.strictEqual(lines[0].service, 'long… [5 more]')
})
T
node --test test/max-string-length.test.js`,
  )
}

function bench(agent) {
  agent.bash('node /tmp/bench-pino.js; ls benchmarks; cat benchmarks/basic.bench.js | head -60')
  const proto = agent.bash("sed -n '/^function child/,/^}/p' lib/proto.js")
  agent.pick(proto, /formatters/)
  agent.bash("sed -n '60,175p' lib/tools.js")
  agent.say(
    'Do the files that ran before still run, and do the others fail for the same reason only?',
  )
  const each = agent.bash(
    'for f in test/*.test.js; do node --test $f > /tmp/out-$$ 2>&1 && echo "ok   $f" || echo "FAIL $f $(grep -m1 -oh "Cannot find module .*" /tmp/out-$$)"; done; rm -f /tmp/out-$$',
  )
  agent.pick(each, /ok {3}test\/max-string-length\.test\.js/)
  agent.say('A stand-in for flush-write-stream outside the package runs the rest.')
  agent.bash(
    `mkdir -p /tmp/stand-ins/flush-write-stream && cat > /tmp/stand-ins/flush-write-stream/index.js <<'F'
const { Writable } = require('node:stream')
module.exports = (options, write, flush) => {
  if (typeof options === 'function') return module.exports({}, options, write)
  return new Writable({ ...options, write, ...(flush ? { final: flush } : {}) })
}
F
NODE_PATH=/tmp/stand-ins node --test test/basic.test.js test/redact.test.js test/serializers.test.js test/timestamp.test.js test/error-key.test.js 2>&1 | grep -v duration_ms`,
  )
}

function finish(agent) {
  const run = agent.bash(
    'NODE_PATH=/tmp/stand-ins node --test test/basic.test.js test/complex-objects.test.js test/escaping.test.js test/custom-levels.test.js 2>&1 | grep -E "^(ok|not ok|    (ok|not ok)|# )"',
  )
  agent.pick(run, /# fail \d+/)
  agent.bash('git diff --stat; git diff lib pino.js')
  agent.say('Types: a wrong value must not compile.')
  agent.bash(
    `cat > /tmp/max-string-length.ts <<'T'
import pino from '/home/dev/pino/pino'
pino({ maxStringLength: 100 })
pino({ maxStringLength: '100' })
T
sed -i "s#/home/dev/pino#$PWD#" /tmp/max-string-length.ts; node_modules/.bin/tsc --noEmit --strict --target es2022 --module nodenext --esModuleInterop --skipLibCheck --types node --typeRoots $PWD/node_modules/@types /tmp/max-string-length.ts; rm -f /tmp/max-string-length.ts`,
  )
  agent.bash('cat lib/proto.js | head -120')
  agent.bash(
    "sed -n '/function stringsUpTo/,/^}/p;/^function asChindings/,/^}/p' lib/tools.js; grep -n maxStringLength -r pino.js lib docs pino.d.ts test",
  )
  agent.bash(
    'node --test test/max-string-length.test.js test/is-level-enabled.test.js test/caller.test.js; git status --short',
  )
  agent.bash(
    'rm -rf /tmp/stand-ins /tmp/bench-pino.js; git add -A && git commit -qm "Add maxStringLength" && git show --stat',
  )
}
