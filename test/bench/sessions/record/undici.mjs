// `retryAfter: false` is ignored, and retries of many clients come at once: `jitter`.
import { Agent } from './agent.mjs'

export const undici = {
  package: 'undici',
  format: 'gemini',
  task: 'Two things about retries in undici. 1) retryOptions.retryAfter: false does nothing: Retry-After headers are still honoured. Find out why and fix it. 2) After an outage all our clients come back at the same moment. Add retryOptions.jitter, a share between 0 and 1 of each computed delay that is left to chance (default 0, and not for delays that a Retry-After header asks for). RetryAgent, the interceptor, types and docs included. There are no tests in this checkout; write some under test/ with node:test and real servers.',
  record: () => {
    const agent = new Agent({ name: 'undici' })
    look(agent)
    understand(agent)
    proveBug(agent)
    fixBug(agent)
    addJitter(agent)
    testJitter(agent)
    handedOn(agent)
    document(agent)
    finish(agent)
    return agent.end(
      'retryAfter: false is honoured now, and jitter spreads computed delays; RetryAgent and the interceptor hand both on. Types, docs and tests are in.',
    )
  },
}

function look(agent) {
  const files = agent.bash(
    'ls; find lib -name "*.js" | xargs wc -l | sort -rn | head -60; cat package.json | head -60',
  )
  agent.pick(files, /lib\/handler\/cache-handler\.js/)
  agent.say('Where is retryAfter mentioned at all?')
  const found = agent.grep(
    'retryAfter|retry-after|Retry-After',
    '.',
    "-g '*.js' -g '*.ts' -g '*.md'",
  )
  agent.lineOf(found, 'lib/handler/retry-handler.js', 'retryAfter: retryAfter ?? true')
  agent.read('lib/handler/retry-handler.js')
  agent.say('It is stored, but the default retry never looks at it. Who else makes a RetryHandler?')
  const users = agent.grep(
    'RetryHandler|retryOptions|RetryAgent',
    '.',
    "-g '*.js' -g '*.ts' -g '*.md'",
  )
  agent.pick(users, /lib\/dispatcher\/retry-agent\.js/)
  agent.pick(users, /lib\/interceptor\/retry\.js/)
}

function understand(agent) {
  agent.together(() => {
    agent.read('lib/dispatcher/retry-agent.js')
    agent.read('lib/interceptor/retry.js')
  })
  agent.read('types/retry-handler.d.ts')
  const wraps = agent.grep('wrapRequestBody|isDisturbed|parseRangeHeader', 'lib', '-n')
  agent.pick(wraps, /lib\/core\/util\.js/)
  const at = agent.lineOf(wraps, 'lib/core/util.js', 'function wrapRequestBody')
  agent.read('lib/core/util.js', at - 10, 60)
  agent.read('lib/core/errors.js')
  agent.read('lib/handler/wrap-handler.js')
  const invalid = agent.grep(
    'InvalidArgumentError\\(',
    'lib/dispatcher lib/interceptor lib/handler',
  )
  agent.pick(invalid, /throw new InvalidArgumentError\('invalid/)
}

const SERVER = `'use strict'

const assert = require('node:assert')
const { once } = require('node:events')
const { createServer } = require('node:http')
const { test } = require('node:test')
const { Client, RetryAgent, Agent, interceptors, RetryHandler } = require('..')

/** A server that fails so many times, and says when it was asked. */
async function failing (times, headers = {}) {
  const asked = []
  const server = createServer((req, res) => {
    asked.push(Date.now())
    if (asked.length <= times) res.writeHead(503, headers).end('not now')
    else res.end('fine')
  })
  server.listen(0)
  await once(server, 'listening')
  return { asked, origin: 'http://localhost:' + server.address().port, stop: () => server.close() }
}

async function get (origin, retryOptions) {
  const client = new Client(origin).compose(interceptors.retry({ minTimeout: 10, ...retryOptions }))
  const { statusCode, body } = await client.request({ path: '/', method: 'GET' })
  const text = await body.text()
  await client.close()
  return { statusCode, text }
}
`

const RETRY_AFTER = `${SERVER}
test('a Retry-After header is honoured', async () => {
  const { asked, origin, stop } = await failing(1, { 'retry-after': '1' })
  await get(origin)
  stop()
  assert.ok(asked[1] - asked[0] >= 900, String(asked[1] - asked[0]))
})

test('retryAfter: false ignores it', async () => {
  const { asked, origin, stop } = await failing(1, { 'retry-after': '1' })
  await get(origin, { retryAfter: false })
  stop()
  assert.ok(asked[1] - asked[0] < 500, String(asked[1] - asked[0]))
})

test('a date is honoured, too', async () => {
  const { asked, origin, stop } = await failing(1, { 'retry-after': new Date(Date.now() + 2000).toUTCString() })
  await get(origin)
  stop()
  assert.ok(asked[1] - asked[0] >= 500, String(asked[1] - asked[0]))
})

test('maxTimeout bounds it', async () => {
  const { asked, origin, stop } = await failing(1, { 'retry-after': '60' })
  await get(origin, { maxTimeout: 200 })
  stop()
  assert.ok(asked[1] - asked[0] < 1000, String(asked[1] - asked[0]))
})
`

function proveBug(agent) {
  agent.say('A test that shows the bug first.')
  agent.write('test/retry-after.js', RETRY_AFTER)
  const red = agent.bash('node --test test/retry-after.js')
  agent.pick(red, /not ok \d+ - retryAfter: false ignores it/)
  agent.bash(
    'node --test --test-name-pattern="false" test/retry-after.js 2>&1 | sed -n "/not ok/,/\\.\\.\\./p"',
  )
}

function fixBug(agent) {
  agent.say('In the default retry: the option decides whether the header is read.')
  agent.edit(
    'lib/handler/retry-handler.js',
    "    let retryAfterHeader = headers?.['retry-after']\n    if (retryAfterHeader) {",
    "    let retryAfterHeader = retryAfter ? headers?.['retry-after'] : null\n    if (retryAfterHeader) {",
  )
  agent.edit(
    'lib/handler/retry-handler.js',
    '      timeoutFactor,\n      statusCodes,\n      errorCodes,\n      methods\n    } = retryOptions',
    '      timeoutFactor,\n      retryAfter,\n      statusCodes,\n      errorCodes,\n      methods\n    } = retryOptions',
  )
  const green = agent.bash('node --test test/')
  agent.pick(green, /# pass 4/)
  agent.say('Now the second: what is computed, and from what?')
  const delay = agent.grep('retryTimeout|minTimeout|maxTimeout|timeoutFactor', 'lib', '-C 3')
  agent.pick(delay, /const retryTimeout =/)
  agent.read('lib/handler/retry-handler.js', 80, 60)
}

function addJitter(agent) {
  agent.edit(
    'lib/handler/retry-handler.js',
    '      timeoutFactor,\n      // Response scoped',
    '      timeoutFactor,\n      jitter,\n      // Response scoped',
  )
  agent.edit(
    'lib/handler/retry-handler.js',
    '    this.error = null\n    this.dispatch = dispatch\n    this.handler = WrapHandler.wrap(handler)',
    "    if (jitter != null && !(jitter >= 0 && jitter <= 1)) {\n      throw new InvalidArgumentError('jitter must be a number between 0 and 1')\n    }\n\n    this.error = null\n    this.dispatch = dispatch\n    this.handler = WrapHandler.wrap(handler)",
  )
  agent.edit(
    'lib/handler/retry-handler.js',
    "const { RequestRetryError } = require('../core/errors')",
    "const { InvalidArgumentError, RequestRetryError } = require('../core/errors')",
  )
  agent.edit(
    'lib/handler/retry-handler.js',
    '      timeoutFactor: timeoutFactor ?? 2,',
    '      timeoutFactor: timeoutFactor ?? 2,\n      jitter: jitter ?? 0,',
  )
  agent.edit(
    'lib/handler/retry-handler.js',
    '      timeoutFactor,\n      retryAfter,',
    '      timeoutFactor,\n      jitter,\n      retryAfter,',
  )
  agent.edit(
    'lib/handler/retry-handler.js',
    '        : Math.min(minTimeout * timeoutFactor ** (counter - 1), maxTimeout)\n',
    '        : spread(Math.min(minTimeout * timeoutFactor ** (counter - 1), maxTimeout), jitter)\n',
  )
  agent.edit(
    'lib/handler/retry-handler.js',
    'function validatePartialResponseContentLength (',
    '// Leaves a share of a delay to chance, so that many clients do not come back at once.\nfunction spread (delay, jitter) {\n  return delay * (1 - jitter * Math.random())\n}\n\nfunction validatePartialResponseContentLength (',
  )
  agent.read('lib/handler/retry-handler.js', 1, 150)
}

const JITTER = `${SERVER}
async function delays (retryOptions, headers) {
  const { asked, origin, stop } = await failing(3, headers)
  await get(origin, { minTimeout: 600, timeoutFactor: 1, ...retryOptions })
  stop()
  return asked.slice(1).map((time, at) => time - asked[at])
}

test('delays are what they were without it', async () => {
  for (const delay of await delays({})) assert.ok(delay >= 590 && delay < 2000, String(delay))
})

test('delays differ with it, and none is longer', async (t) => {
  t.mock.method(Math, 'random', () => 0.5)
  for (const delay of await delays({ jitter: 1 })) assert.ok(delay >= 290 && delay < 590, String(delay))
})

test('a share is left to chance', async (t) => {
  t.mock.method(Math, 'random', () => 1)
  for (const delay of await delays({ jitter: 0.25 })) assert.ok(delay >= 440 && delay < 590, String(delay))
})

test('a Retry-After header is waited for to the end', async (t) => {
  t.mock.method(Math, 'random', () => 1)
  const [delay] = await delays({ jitter: 1 }, { 'retry-after': '1' })
  assert.ok(delay >= 900, String(delay))
})

for (const jitter of [-0.1, 1.1, NaN, 'much']) {
  test('refuses ' + jitter, async () => {
    const { origin, stop } = await failing(0)
    await assert.rejects(get(origin, { jitter }), { code: 'UND_ERR_INVALID_ARG' })
    stop()
  })
}

test('a RetryAgent hands it on', async (t) => {
  const random = t.mock.method(Math, 'random', () => 0.5)
  const { asked, origin, stop } = await failing(1)
  const agent = new RetryAgent(new Agent(), { minTimeout: 200, jitter: 1 })
  const before = random.mock.callCount()
  const { body } = await agent.request({ origin, path: '/', method: 'GET' })
  assert.strictEqual(await body.text(), 'fine')
  await agent.close()
  stop()
  assert.ok(random.mock.callCount() > before)
  assert.strictEqual(asked.length, 2)
})

test('state and options reach a retry of one\\'s own', async () => {
  const seen = []
  const { origin, stop } = await failing(1)
  await get(origin, { jitter: 0.5, retry: (err, { state, opts }, cb) => { seen.push([err.statusCode, state.counter, opts.retryOptions.jitter]); cb(null) } })
  stop()
  assert.deepStrictEqual(seen, [[503, 1, 0.5]])
})
`

function testJitter(agent) {
  agent.write('test/retry-jitter.js', JITTER)
  const run = agent.bash('node --test test/')
  agent.pick(run, /# (pass|fail) \d+/)
  agent.bash(
    'node --test --test-name-pattern="refuses|hands" test/retry-jitter.js 2>&1 | grep -v SKIP | sed -n "/Subtest: refuses/,$ p"',
  )
  const rejected = agent.grep(
    'throw new InvalidArgumentError',
    'lib/dispatcher/client.js lib/interceptor',
    '-B 2',
  )
  agent.pick(rejected, /InvalidArgumentError/)
}

function handedOn(agent) {
  agent.user(
    'Does a paused download that resumes with Range get the jitter too? And is `state.counter` right there?',
  )
  agent.say(
    'A resume is a retry like any other. I look at how an error in the middle of a body goes on.',
  )
  const errors = agent.grep(
    'onResponseError|retryCount|retryCountCheckpoint',
    'lib/handler/retry-handler.js',
  )
  const at = agent.lineOf(errors, '', 'onResponseError (controller, err) {')
  agent.read('lib/handler/retry-handler.js', at - 5, 90)
  agent.read('lib/handler/retry-handler.js', 215, 90)
  agent.write(
    'test/retry-resume.js',
    `${SERVER}
test('a download that breaks off goes on after a spread delay', async (t) => {
  const random = t.mock.method(Math, 'random', () => 0.5)
  const asked = []
  const server = createServer((req, res) => {
    asked.push([Date.now(), req.headers.range])
    if (req.headers.range === undefined) {
      res.writeHead(200, { 'content-length': 6, etag: '"one"' })
      res.write('abc')
      setTimeout(() => res.destroy(), 50)
    } else {
      res.writeHead(206, { 'content-range': 'bytes 3-5/6', 'content-length': 3, etag: '"one"' })
      res.end('def')
    }
  })
  server.listen(0)
  await once(server, 'listening')
  const { text } = await get('http://localhost:' + server.address().port, { minTimeout: 400, jitter: 1 })
  server.close()
  assert.strictEqual(text, 'abcdef')
  assert.strictEqual(asked[1][1], 'bytes=3-5')
  assert.ok(random.mock.callCount() > 0)
})
`,
  )
  agent.bash('node --test test/retry-resume.js')
  agent.bash('node --test test/')
  agent.bash('git diff lib')
}

function document(agent) {
  agent.edit(
    'types/retry-handler.d.ts',
    '    timeoutFactor?: number;\n',
    '    timeoutFactor?: number;\n    /**\n     * Share of each computed delay that is left to chance, between 0 and 1.\n     * Delays that a `Retry-After` header asks for stay as they are.\n     *\n     * @type {number}\n     * @memberof RetryOptions\n     * @default 0\n     */\n    jitter?: number;\n',
  )
  const docs = agent.grep('timeoutFactor', 'docs', '-B 6 -A 6')
  agent.pick(docs, /docs\/docs\/api\/RetryAgent\.md/)
  for (const page of ['RetryHandler', 'RetryAgent']) {
    agent.edit(
      `docs/docs/api/${page}.md`,
      '- **timeoutFactor** `number` (optional) - Factor to multiply the timeout by for each retry attempt. Default: `2`\n',
      '- **timeoutFactor** `number` (optional) - Factor to multiply the timeout by for each retry attempt. Default: `2`\n- **jitter** `number` (optional) - Share of each computed delay that is left to chance, between `0` and `1`. Delays that a `Retry-After` header asks for stay as they are. Default: `0`\n',
    )
  }
  const page = agent.lineOf(docs, 'docs/docs/api/Dispatcher.md', 'timeoutFactor: 2,')
  agent.read('docs/docs/api/Dispatcher.md', page - 60, 90)
}

function finish(agent) {
  agent.write(
    'test/types.ts',
    `import { RetryAgent, Agent, interceptors } from '../index'
new RetryAgent(new Agent(), { jitter: 0.5, retryAfter: false })
interceptors.retry({ jitter: 'much' })
`,
  )
  const types = agent.bash(
    'node_modules/.bin/tsc --noEmit --strict --target es2022 --module nodenext --skipLibCheck --types node test/types.ts',
  )
  agent.pick(types, /error TS\d+/)
  agent.bash(
    'rm test/types.ts; for i in 1 2 3; do node --test test/ 2>&1 | grep -E "^# (pass|fail)"; done',
  )
  agent.read('lib/handler/retry-handler.js')
  agent.bash('git add -A && git diff --cached --stat && git diff --cached -- lib types')
  agent.bash('git commit -qm "Retry: honour retryAfter: false, add jitter" && git show --stat')
}
