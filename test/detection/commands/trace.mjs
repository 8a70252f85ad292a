const venv = (file) => `/srv/app/venv/bin/python ${file}`

export const trace = {
  open: [
    {
      tool: 'python',
      dir: 'crashes/py',
      commands: [
        'python3 chain.py',
        'python3 deep.py',
        'python3 group.py',
        venv('web.py /cart/7'),
        venv('web.py /template'),
        venv('db.py'),
        venv('frame.py'),
        venv('net.py'),
        venv('model.py; python3 threads.py'),
        'python3 threads.py',
        'python3 pool.py',
        '$PYENV_ROOT/versions/3.8.18/bin/python chain.py x',
        '$PYENV_ROOT/versions/2.7.18/bin/python -c "import json; json.loads(chr(123))"',
        '$PYENV_ROOT/versions/3.13.0/bin/python chain.py',
        venv('httpx_get.py'),
        'python3 -X importtime -c "import nothing" 2>&1 | tail -12',
      ],
    },
    {
      tool: 'node',
      dir: 'crashes/js',
      commands: [
        'node plain.js',
        'node cause.js',
        'node express.js',
        'node aggregate.js',
        'node missing.js',
        'node zod.js',
        'node axios.js',
        'node deep.js',
        'node react.js',
        'node worker.js',
        'node events.js',
        'node --stack-trace-limit=30 express.js',
        'node --trace-uncaught plain.js',
      ],
    },
    {
      tool: 'java',
      dir: 'crashes/java',
      commands: [
        'chain',
        'deep',
        'stream',
        'pool',
        'future',
        'reflect',
        'overflow',
        'threads',
        'net',
        'npe',
      ].map((name) => `java -cp out shop.Main ${name}`),
    },
    {
      tool: 'go',
      dir: 'crashes/go',
      commands: ['nilmap', 'index', 'nilpointer', 'goroutines', 'assert', 'http', 'race', 'json']
        .map((name) => `./crash ${name}`)
        .concat(
          'GOTRACEBACK=all ./crash index',
          'timeout -s QUIT 2 ./crash deadlock',
          'GOTRACEBACK=system ./crash goroutines',
        ),
    },
    {
      tool: 'rust',
      dir: 'crashes/rust',
      commands: ['index', 'unwrap', 'expect', 'thread', 'anyhow', 'overflow', 'other']
        .map((name) => `RUST_BACKTRACE=1 target/debug/crash ${name}`)
        .concat(
          'RUST_BACKTRACE=full target/debug/crash unwrap',
          'RUST_BACKTRACE=full target/debug/crash index',
        ),
    },
    {
      tool: 'dotnet',
      dir: 'crashes/mono',
      commands: ['chain', 'deep', 'async', 'linq', 'null', 'parallel'].map(
        (name) => `mono --debug a.exe ${name}`,
      ),
    },
    {
      tool: 'browser',
      dir: 'crashes',
      commands: ['plain', 'promise', 'deep', 'react'].map((name) => `node browser.mjs ${name}`),
    },
  ],
  more: [
    {
      tool: 'ruby',
      dir: 'crashes/other',
      commands: [
        'ruby a.rb chain',
        'ruby a.rb deep',
        'ruby a.rb missing',
        'ruby a.rb thread',
        'ruby --backtrace-limit=5 a.rb deep',
      ],
    },
    {
      tool: 'php',
      dir: 'crashes/other',
      commands: ['php -d html_errors=0 a.php chain', 'php a.php deep', 'php a.php type'],
    },
    {
      tool: 'perl',
      dir: 'crashes/other',
      commands: [
        'perl a.pl',
        'perl -MCarp::Always -e "sub a { die q(no) } sub b { a(1, q(two)) } sub c { b(@_) } sub d { c(@_) for 1; } sub e { d(@_, [1], {2 => 3}) } e(3)"',
      ],
    },
    { tool: 'lua', dir: 'crashes/other', commands: ['lua5.4 a.lua'] },
    {
      tool: 'elixir',
      dir: 'crashes/other',
      commands: ['elixir a.exs deep', 'elixir a.exs task', 'elixir a.exs server', 'elixir a.exs x'],
    },
    {
      tool: 'kotlin',
      dir: 'crashes/other',
      commands: [
        'kotlinc a.kt -include-runtime -d /tmp/a.jar >/dev/null 2>&1; java -jar /tmp/a.jar',
      ],
    },
    {
      tool: 'jstack',
      dir: 'crashes/java',
      commands: [
        'java -cp out shop.Main sleep & p=$!; sleep 1.5; jstack $p; kill $p',
        'java -cp out shop.Main sleep & p=$!; sleep 1.5; kill -QUIT $p; sleep 0.5; kill $p',
      ],
    },
    {
      tool: 'gdb',
      dir: 'crashes/other',
      commands: [
        'gdb -q -batch -ex run -ex bt ./a',
        'gdb -q -batch -ex "break sum if depth == 0" -ex run -ex "bt full" ./a',
        'gdb -q -batch -ex "break sum" -ex run -ex "thread apply all bt" --args node -v 2>&1 | head -80',
      ],
    },
    {
      tool: 'valgrind',
      dir: 'crashes/other',
      commands: ['valgrind --leak-check=full ./a', 'valgrind ./a x'],
    },
    { tool: 'asan', dir: 'crashes/other', commands: ['./asan', './asan x'] },
    {
      tool: 'faulthandler',
      dir: 'crashes/py',
      commands: [venv('fault.py'), venv('-X faulthandler -c "import ctypes; ctypes.string_at(0)"')],
    },
    { tool: 'trio', dir: 'crashes/py', commands: [venv('nursery.py')] },
    {
      tool: 'ipython',
      dir: 'crashes/py',
      commands: [
        'ipython --colors=NoColor chain.py',
        'ipython --colors=NoColor --xmode=Verbose chain.py',
      ],
    },
    {
      tool: 'rich',
      dir: 'crashes/py',
      commands: [
        venv(
          "-c \"import rich.traceback, sys; rich.traceback.install(width=100); sys.argv=[1, 2]; exec(open('deep.py').read().replace('10', '1'))\" | head -80",
        ),
        venv('-c "import cgitb; cgitb.enable(format=\'text\'); import json; json.loads(chr(123))"'),
      ],
    },
    {
      tool: 'groovy',
      dir: 'crashes/other',
      commands: ['groovy a.groovy', 'groovy -e "[1].collect { it.nothing() }"'],
    },
    {
      tool: 'sbcl',
      dir: 'crashes/other',
      commands: [
        'sbcl --noinform --disable-debugger --eval "(defun f (n) (if (= n 0) (car 5) (1+ (f (1- n)))))" --eval "(f 5)"',
      ],
    },
    {
      tool: 'guile',
      dir: 'crashes/other',
      commands: ['guile --no-auto-compile a.scm', 'tclsh a.tcl'],
    },
    {
      tool: 'wasm',
      dir: 'crashes/js',
      commands: [
        "printf 'const b = new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,5,1,3,0,0,11]); WebAssembly.instantiate(b).then(({ instance }) => instance.exports.f()).catch((e) => { const deep = (n) => { if (n) deep(n - 1); else throw e }; try { deep(9) } catch (x) { console.error(x.stack); throw new Error(String(1), { cause: x }) } })' > /tmp/w.js; node /tmp/w.js",
      ],
    },
    {
      tool: 'workerd',
      dir: '/tmp',
      commands: [
        "cd $EDGE && node -e \"const { Miniflare } = require('miniflare'); (async () => { const m = new Miniflare({ modules: true, compatibilityDate: '2024-01-01', script: 'const f = (n) => n ? f(n - 1) : null.x; export default { fetch() { try { f(6) } catch (e) { return new Response(e.stack) } } }' }); console.log(await (await m.dispatchFetch('http://x/')).text()); await m.dispose() })()\"",
      ],
    },
  ],
}
