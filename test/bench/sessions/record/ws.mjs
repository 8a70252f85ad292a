// A peer that reads slowly must not fill the memory: `maxBacklog` bounds what waits to be sent.
import { Agent } from './agent.mjs'

export const ws = {
  package: 'ws',
  format: 'openai-chat',
  task: 'A client that stops reading makes our process grow until it is killed: ws buffers whatever we send. Add an option `maxBacklog` (bytes, 0 = no limit, off by default) to WebSocket and WebSocketServer. When a send would take bufferedAmount over it, the message is not queued, the callback gets an error with code WS_ERR_BACKLOG, and the socket emits "backlog". Find out first how maxPayload gets around, and follow it. Write tests with node:test.',
  record: () => {
    const agent = new Agent({ name: 'ws', numbered: false })
    look(agent)
    readAll(agent)
    change(agent)
    changeServer(agent)
    testIt(agent)
    mend(agent)
    control(agent)
    finish(agent)
    return agent.end(
      'maxBacklog is in: refused sends call back with WS_ERR_BACKLOG and emit "backlog", for clients and servers, for messages, pings and pongs; nine tests pass.',
    )
  },
}

function look(agent) {
  agent.say('First: what is here, and how does maxPayload travel?')
  agent.bash('ls -l . lib && cat package.json')
  const found = agent.grep('maxPayload|maxFragments|bufferedAmount', '.', "-g '*.js' -g '*.md'")
  agent.pick(found, /lib\/websocket-server\.js/)
  agent.pick(found, /lib\/sender\.js|lib\/receiver\.js/)
  agent.say('The three files that matter, whole.')
  agent.read('lib/websocket.js')
}

function readAll(agent) {
  const server = agent.read('lib/websocket-server.js')
  agent.pick(server, /ws\.setSocket\(socket, head, \{/)
  agent.together(() => {
    agent.read('lib/sender.js')
    agent.read('lib/receiver.js', 1, 130)
  })
  const codes = agent.grep('WS_ERR_', 'lib')
  agent.lineOf(codes, 'lib/receiver.js', 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')
  agent.grep('createError\\(', 'lib/receiver.js', '-A 8')
  const constants = agent.read('lib/constants.js')
  agent.pick(constants, /EMPTY_BUFFER/)
  agent.grep('getBufferedAmount|_bufferedBytes|writableLength|_writableState', 'lib', '-C 2')
}

function change(agent) {
  agent.say('Field and option in the constructor and `setSocket`.')
  agent.edit(
    'lib/websocket.js',
    '   * @param {Number} [options.maxPayload=0] The maximum allowed message size\n   * @param {Boolean} [options.skipUTF8Validation=false]',
    '   * @param {Number} [options.maxBacklog=0] The maximum number of bytes that may\n   *     wait to be sent\n   * @param {Number} [options.maxPayload=0] The maximum allowed message size\n   * @param {Boolean} [options.skipUTF8Validation=false]',
  )
  agent.edit(
    'lib/websocket.js',
    '    const sender = new Sender(socket, this._extensions, options.generateMask);\n',
    '    const sender = new Sender(socket, this._extensions, options.generateMask);\n\n    this._maxBacklog = options.maxBacklog | 0;\n',
  )
  const init = agent.grep('maxPayload: (100|opts)', 'lib/websocket.js', '-B 6 -A 4')
  agent.lineOf(init, '', 'maxPayload: opts.maxPayload,')
  agent.edit(
    'lib/websocket.js',
    '    maxFragments: 16 * 1024,\n    maxPayload: 100 * 1024 * 1024,',
    '    maxBacklog: 0,\n    maxFragments: 16 * 1024,\n    maxPayload: 100 * 1024 * 1024,',
  )
  agent.edit(
    'lib/websocket.js',
    '      maxPayload: opts.maxPayload,\n      skipUTF8Validation',
    '      maxBacklog: opts.maxBacklog,\n      maxPayload: opts.maxPayload,\n      skipUTF8Validation',
  )
  agent.say('Now `send`: it has the data, and `bufferedAmount` says what waits.')
  const send = agent.bash(
    "grep -n 'send(data, options, cb) {' lib/websocket.js && sed -n '470,530p' lib/websocket.js",
  )
  agent.pick(send, /if \(this\.readyState !== WebSocket\.OPEN\) \{/)
  agent.edit(
    'lib/websocket.js',
    '    const opts = {\n      binary: typeof data',
    '    if (isOverBacklog(this, data)) {\n      refuse(this, cb);\n      return;\n    }\n\n    const opts = {\n      binary: typeof data',
  )
  const after = agent.bash("sed -n '/^function sendAfterClose/,/^}/p' lib/websocket.js")
  agent.pick(after, /const length = isBlob\(data\) \? data\.size : toBuffer\(data\)\.length;/)
  agent.edit(
    'lib/websocket.js',
    'function sendAfterClose(websocket, data, cb) {',
    `function isOverBacklog(websocket, data) {
  if (!websocket._maxBacklog) return false;
  const length = data ? toBuffer(data).length : 0;
  return websocket.bufferedAmount + length > websocket._maxBacklog;
}

/**
 * Refuse a message that would take the backlog over its limit.
 *
 * @param {WebSocket} websocket The WebSocket instance
 * @param {Function} cb Callback
 * @private
 */
function refuse(websocket, cb) {
  const err = new Error('The backlog is full');

  err.code = 'WS_ERR_BACKLOG';
  websocket.emit('backlog', err);
  if (cb) process.nextTick(cb, err);
}

function sendAfterClose(websocket, data, cb) {`,
  )
  agent.bash(
    "sed -n '/^function isOverBacklog/,/^}/p;/^function refuse/,/^}/p;/^function sendAfterClose/,/^}/p' lib/websocket.js && git diff --stat",
  )
}

function changeServer(agent) {
  agent.say(
    'The documentation comment of sendAfterClose stands above my functions now. That has to move.',
  )
  const comment = agent.bash("grep -n -B 12 'function isOverBacklog' lib/websocket.js")
  agent.pick(
    comment,
    /Handle cases where the `ping\(\)`, `pong\(\)`, or `send\(\)` methods are called/,
  )
  agent.bash(
    `python3 - <<'P'
import re
path = 'lib/websocket.js'
text = open(path).read()
start = text.index('/**\\n * Handle cases where the \`ping()\`')
end = text.index('function isOverBacklog')
comment = text[start:end]
text = text[:start] + '/**\\n * Whether a message would take the backlog over its limit.\\n *\\n * @param {WebSocket} websocket The WebSocket instance\\n * @param {*} data The data to send\\n * @return {Boolean} true for too much\\n * @private\\n */\\n' + text[end:]
text = text.replace('function sendAfterClose', comment + 'function sendAfterClose')
open(path, 'w').write(text)
P
sed -n '/Whether a message would/,/^function receiverOnConclude/p' lib/websocket.js`,
  )
  agent.edit(
    'lib/websocket-server.js',
    '   * @param {Number} [options.maxPayload=104857600] The maximum allowed message\n   *     size\n',
    '   * @param {Number} [options.maxBacklog=0] The maximum number of bytes that may\n   *     wait to be sent to one client\n   * @param {Number} [options.maxPayload=104857600] The maximum allowed message\n   *     size\n',
  )
  agent.edit(
    'lib/websocket-server.js',
    '      maxPayload: 100 * 1024 * 1024,\n',
    '      maxBacklog: 0,\n      maxPayload: 100 * 1024 * 1024,\n',
  )
  agent.edit(
    'lib/websocket-server.js',
    '      maxPayload: this.options.maxPayload,\n      skip',
    '      maxBacklog: this.options.maxBacklog,\n      maxPayload: this.options.maxPayload,\n      skip',
  )
  agent.bash('git diff lib/websocket-server.js')
}

const TESTS = `'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const { test } = require('node:test');
const { WebSocket, WebSocketServer } = require('..');

async function pair(serverOptions, clientOptions) {
  const server = new WebSocketServer({ port: 0, ...serverOptions });
  await once(server, 'listening');
  const connected = once(server, 'connection');
  const client = new WebSocket('ws://127.0.0.1:' + server.address().port, clientOptions);
  const [[peer]] = await Promise.all([connected, once(client, 'open')]);
  const stop = () => {
    client.terminate();
    peer.terminate();
    server.close();
  };
  return { client, peer, stop };
}

const sent = (ws, data) => new Promise((resolve) => ws.send(data, resolve));
const block = 'x'.repeat(64 * 1024);

/** Sends until the peer, which does not read, makes it wait. */
async function fill(ws) {
  ws._receiver && ws._socket;
  while (ws.bufferedAmount === 0) ws.send(block);
}

test('there is no limit unless one is set', async () => {
  const { client, peer, stop } = await pair();
  peer.pause();
  for (let i = 0; i < 200; i++) client.send(block);
  assert.ok(client.bufferedAmount > 0);
  stop();
});

test('a send over the limit calls back with WS_ERR_BACKLOG', async () => {
  const { client, peer, stop } = await pair({}, { maxBacklog: 128 * 1024, perMessageDeflate: false });
  peer.pause();
  await fill(client);
  let err;
  while (err === undefined) err = await Promise.race([sent(client, block), new Promise((r) => setImmediate(r))]);
  assert.strictEqual(err.code, 'WS_ERR_BACKLOG');
  stop();
});

test('the backlog stays under the limit', async () => {
  const { client, peer, stop } = await pair({}, { maxBacklog: 128 * 1024, perMessageDeflate: false });
  peer.pause();
  for (let i = 0; i < 500; i++) client.send(block);
  assert.ok(client.bufferedAmount <= 128 * 1024 + 14, String(client.bufferedAmount));
  stop();
});

test('an event says so once a message', async () => {
  const { client, peer, stop } = await pair({}, { maxBacklog: 128 * 1024, perMessageDeflate: false });
  let refused = 0;
  client.on('backlog', () => refused++);
  peer.pause();
  for (let i = 0; i < 500; i++) client.send(block);
  assert.ok(refused > 100, String(refused));
  stop();
});

test('the server has it, too', async () => {
  const { client, peer, stop } = await pair({ maxBacklog: 64 * 1024 });
  client.pause();
  let refused = 0;
  peer.on('backlog', (err) => assert.strictEqual(err.code, 'WS_ERR_BACKLOG') ?? refused++);
  for (let i = 0; i < 500; i++) peer.send(block);
  assert.ok(refused > 100, String(refused));
  stop();
});

test('what is refused never arrives, what is not arrives whole', async () => {
  const { client, peer, stop } = await pair({}, { maxBacklog: 256 * 1024, perMessageDeflate: false });
  let arrived = 0;
  let refused = 0;
  peer.on('message', () => arrived++);
  peer.pause();
  const sends = Array.from({ length: 300 }, () => sent(client, block).then((err) => err && refused++));
  peer.resume();
  await Promise.all(sends);
  client.send('last');
  await new Promise((resolve) => peer.on('message', (data) => String(data) === 'last' && resolve()));
  assert.strictEqual(arrived - 1, 300 - refused);
  stop();
});

test('blobs count', async () => {
  const { client, peer, stop } = await pair({}, { maxBacklog: 1024, perMessageDeflate: false });
  const err = await sent(client, new Blob([block]));
  assert.strictEqual(err?.code, 'WS_ERR_BACKLOG');
  stop();
});

for (const kind of ['ping', 'pong']) {
  test('a ' + kind + ' is refused, too', async () => {
    const { client, peer, stop } = await pair({}, { maxBacklog: 8 });
    const err = await new Promise((resolve) => client[kind]('0123456789', undefined, resolve));
    assert.strictEqual(err?.code, 'WS_ERR_BACKLOG');
    stop();
  });
}
`

function testIt(agent) {
  agent.write('test/backlog.test.js', TESTS)
  const run = agent.bash('node --test --test-timeout=8000 test/')
  agent.pick(run, /not ok \d+ - blobs count/)
  agent.pick(run, /not ok \d+ - a ping is refused, too/)
  agent.bash('node --test --test-timeout=8000 --test-name-pattern="blobs" test/backlog.test.js')
  agent.say(
    'Two gaps: blobs have no buffer, and ping and pong do not pass `send`. isBlob is in validation.js.',
  )
  const blob = agent.grep('isBlob', 'lib')
  agent.lineOf(blob, 'lib/validation.js', 'function isBlob(value) {')
  agent.read('lib/validation.js')
}

function mend(agent) {
  agent.edit(
    'lib/websocket.js',
    '  const length = data ? toBuffer(data).length : 0;',
    '  let length = 0;\n  if (data) length = isBlob(data) ? data.size : toBuffer(data).length;',
  )
  const controls = agent.grep('this._sender.(ping|pong|send)\\(', 'lib/websocket.js', '-B 9')
  agent.lineOf(controls, '', 'this._sender.ping(data || EMPTY_BUFFER, mask, cb);')
  agent.edit(
    'lib/websocket.js',
    '    if (mask === undefined) mask = !this._isServer;\n    this._sender.ping(',
    '    if (isOverBacklog(this, data)) {\n      refuse(this, cb);\n      return;\n    }\n\n    if (mask === undefined) mask = !this._isServer;\n    this._sender.ping(',
  )
  agent.edit(
    'lib/websocket.js',
    '    if (mask === undefined) mask = !this._isServer;\n    this._sender.pong(',
    '    if (isOverBacklog(this, data)) {\n      refuse(this, cb);\n      return;\n    }\n\n    if (mask === undefined) mask = !this._isServer;\n    this._sender.pong(',
  )
  agent.bash('node --test --test-timeout=8000 test/')
  agent.say(
    'Who calls pong by itself? An automatic pong that is refused must not be lost without a word.',
  )
  const auto = agent.grep('_autoPong|autoPongComplete|pendingAutoPongs', 'lib')
  agent.pick(auto, /websocket\.pong\(data, !this\._isServer, websocket\._autoPongComplete\)/)
  const at = agent.lineOf(auto, 'lib/websocket.js', 'websocket.pong(data, !this._isServer')
  agent.read('lib/websocket.js', at - 40, 60)
}

function control(agent) {
  agent.user(
    'Automatic pongs should go out whatever the backlog: they are tiny and keep the connection alive.',
  )
  agent.say('Then the limit is for what the application sends: the listener goes past it.')
  const complete = agent.grep('_autoPongComplete', 'lib/websocket.js', '-A 8')
  agent.pick(complete, /_autoPongComplete/)
  agent.read('lib/websocket.js', 385, 75)
  agent.edit(
    'lib/websocket.js',
    '      websocket.pong(data, !this._isServer, websocket._autoPongComplete);',
    '      websocket._sender.pong(data, !this._isServer, websocket._autoPongComplete);',
  )
  const states = agent.grep('readyState', 'lib/websocket.js')
  agent.lineOf(states, '', 'get readyState() {')
  agent.say('But then it no longer looks at the state. Back to the state check, without the limit.')
  agent.edit(
    'lib/websocket.js',
    '      websocket._sender.pong(data, !this._isServer, websocket._autoPongComplete);',
    '      if (websocket.readyState === WebSocket.OPEN) {\n        websocket._sender.pong(\n          data,\n          !websocket._isServer,\n          websocket._autoPongComplete\n        );\n      } else websocket._autoPongComplete();',
  )
  agent.bash("sed -n '/^function receiverOnPing/,/^}/p' lib/websocket.js")
  agent.bash(
    `cat >> test/backlog.test.js <<'T'

test('an automatic pong goes out whatever the backlog', async () => {
  const { client, peer, stop } = await pair({}, { maxBacklog: 8 });
  const answered = once(peer, 'pong');
  peer.ping('0123456789');
  const [data] = await answered;
  assert.strictEqual(String(data), '0123456789');
  stop();
});
T
node --test --test-timeout=8000 test/`,
  )
}

function finish(agent) {
  const options = agent.grep('maxPayload', 'README.md lib', '-C 1')
  agent.pick(options, /lib\/websocket\.js/)
  agent.bash('git diff')
  agent.say('The comment above initAsClient lacks the option.')
  const comment = agent.bash("grep -n 'options.maxPayload=104857600' -A 2 lib/websocket.js")
  agent.pick(comment, /maxPayload=104857600/)
  agent.edit(
    'lib/websocket.js',
    ' * @param {Number} [options.maxPayload=104857600] The maximum allowed message\n',
    ' * @param {Number} [options.maxBacklog=0] The maximum number of bytes that may\n *     wait to be sent\n * @param {Number} [options.maxPayload=104857600] The maximum allowed message\n',
  )
  const readme = agent.grep('^#|bufferedAmount', 'README.md')
  const at = agent.lineOf(readme, '', 'How to detect and close broken connections')
  agent.read('README.md', at, 70)
  agent.edit(
    'README.md',
    '### How to connect via a proxy?',
    '### How to keep slow peers from filling the memory?\n\nSet `maxBacklog` to the number of bytes that may wait to be sent. A message that\nwould take `bufferedAmount` over it is refused: its callback gets an error with\nthe code `WS_ERR_BACKLOG`, and the socket emits `backlog`.\n\n### How to connect via a proxy?',
  )
  const exported = agent.bash(
    'cat index.js wrapper.mjs && node -e "console.log(Object.keys(require(\'./\')))"',
  )
  agent.pick(exported, /WebSocketServer/)
  agent.bash(
    `node -e "
const { WebSocket, WebSocketServer } = require('./');
const wss = new WebSocketServer({ port: 0, maxBacklog: 1 << 20 }, () => {
  const ws = new WebSocket('ws://127.0.0.1:' + wss.address().port);
  wss.on('connection', (peer) => {
    ws.pause();
    let refused = 0;
    peer.on('backlog', () => refused++);
    for (let i = 0; i < 4000; i++) peer.send(Buffer.alloc(65536));
    console.log({ refused, buffered: peer.bufferedAmount, rss: process.memoryUsage().rss < 400e6 });
    process.exit();
  });
});"`,
  )
  agent.read('lib/websocket.js', 470, 60)
  agent.read('lib/websocket-server.js', 20, 80)
  agent.together(() => {
    agent.bash('node --test --test-timeout=8000 test/')
    agent.bash('git status --short && git diff --stat')
  })
  agent.bash('git add -A && git commit -qm "Add maxBacklog" && git log --stat -1')
}
