/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs and commands for other shells and languages. */
import { pick, reads } from './pick.mjs'

const THIRD = '/srv/app/third'
const JS = `${THIRD}/js`
const SITE = `${THIRD}/venv/lib/python3.11/site-packages`
const venv = (command) => `${THIRD}/venv/bin/${command}`
const bin = (command) => `./node_modules/.bin/${command}`
const python = (script) => `${venv('python')} - <<'P'\n${script}\nP`
const cats = (paths) => paths.map((path) => `cat '${path}'`)
const files = (tool, folder, ending, count = 3) => ({
  tool,
  commands: reads(pick(folder, ending, count)),
})
const one = (dir, rows) => rows.map(([tool, ...commands]) => ({ tool, dir, commands }))

const search = one('/srv/app/third', [
  [
    'findstr',
    'perl -ne \'print "$ARGV:$.:$_" if /price/; close ARGV if eof\' py/*.py lua/*.lua c/*.c misc/*',
  ],
  ['awk', `awk '/def /{print FILENAME":"FNR":"$0}' ${SITE}/twisted/web/*.py | head -150`],
  [
    'pygrep',
    python(
      `import glob,re\nfor p in sorted(glob.glob('${SITE}/gevent/*.py'))[:20]:\n  for n, l in enumerate(open(p), 1):\n    if 'raise ' in l: print(f'{p}:{n}:{l.rstrip()}')`,
    ),
  ],
  [
    'cscope',
    `ctags -x --c-kinds=f /srv/app/debian/zlib*/*.c | head -0; grep -Rn --null-data x /nothing 2>/dev/null; sed -n '/include/{F;=;p}' /srv/app/debian/zlib*/inflate.c | paste - - - | head -0; find ${SITE}/isort -name "*.py" -exec awk '/import/{print FILENAME ":" FNR ":" $0}' {} +`,
  ],
  [
    'bzgrep',
    'zgrep -c "" /usr/share/doc/*/changelog.Debian.gz | head -120',
    `zgrep -H "security" /usr/share/doc/l*/changelog.Debian.gz | head -120`,
  ],
  [
    'pcregrep',
    `find ${SITE}/twisted/internet -name "*.py" | xargs egrep -n "class .*:" | head -200`,
    `fgrep -rn "self._lock" ${SITE}/gevent | head -100`,
  ],
  [
    'git-grep-no-index',
    `cd ${SITE} && git grep --no-index -n "import re$" -- twisted isort | head -120`,
    `cd ${SITE} && git grep --no-index -n -A2 "raise ValueError" -- twisted | head -120`,
  ],
])

const listing = one('/srv/app/third', [
  [
    'zipinfo',
    'cd /tmp && rm -f t.zip && zip -qr t.zip /srv/app/third/py /srv/app/third/js/src && zipinfo t.zip',
    'unzip -v /tmp/t.zip',
    'zipinfo -1 /tmp/t.zip',
  ],
  ['7z', '7z l /tmp/t.zip', '7z l -slt /tmp/t.zip | head -120'],
  ['cpio', 'find py js/src c | cpio -o 2>/dev/null | cpio -itv'],
  [
    'squash',
    'ls -lR --time-style=long-iso c ml pl lua rb; true',
    'ls -i /usr/bin | head -100',
    'ls -s /usr/lib/ocaml | head -80',
    'ls -m /usr/bin | head -40',
    'ls -x /usr/sbin',
  ],
  [
    'stat-format',
    'stat -c "%A %U %s %n" /usr/bin/[a-d]*',
    'find c py -printf "%p %s %TY-%Tm-%Td %m\\n"',
    'stat -t /usr/bin/[a-c]*',
  ],
  [
    'cksum',
    'cksum /usr/bin/[a-e]*',
    'sha1sum /usr/bin/[a-c]*',
    'sum /usr/bin/[a-c]*',
    'b2sum c/* py/*',
  ],
  [
    'dpkg-query',
    "dpkg-query -W -f '${Package} ${Version} ${Architecture} ${Installed-Size}\\n' | head -150",
    'dpkg -L curl git',
    'dpkg -S /usr/bin/[a-d]*',
    'dpkg --get-selections | head -150',
  ],
  [
    'apt-cache',
    'apt-cache search editor | head -120',
    'apt-cache rdepends zlib1g | head -120',
    'apt-cache madison git nginx curl python3 nodejs php',
    'apt-cache pkgnames | head -100',
    'apt-cache stats',
  ],
  [
    'uv',
    venv('uv pip list --python venv/bin/python'),
    venv('uv pip tree --python venv/bin/python'),
    venv('uv pip freeze --python venv/bin/python'),
  ],
  ['pipdeptree', venv('pipdeptree'), venv('pipdeptree --reverse | head -150')],
  [
    'pip-show',
    venv('pip show -f isort | sed -n "/Files/,$p"'),
    venv('pip-licenses --format plain | head -100'),
    venv('pip cache list | head -50; ') + venv('pip debug 2>/dev/null | tail -60'),
  ],
  [
    'npm-tree',
    'cd js && npm ls',
    'cd js && npm ls --all | head -200',
    'cd js && npm ls --parseable',
    'cd js && npm outdated; npm config list',
  ],
  [
    'license',
    'cd js && ./node_modules/.bin/license-checker --csv | head -120; true',
    'cd js && ./node_modules/.bin/license-checker | head -200',
  ],
  [
    'hardware',
    'lspci; lsusb; lscpu',
    'lsblk -a; lsmem',
    'lsmod; cat /proc/modules | head -60',
    'cat /proc/cpuinfo | head -60',
    'cat /proc/interrupts | head -60',
  ],
  [
    'proc',
    'vmstat -s',
    'cat /proc/self/maps',
    'cat /proc/vmstat | head -120',
    'cat /proc/self/status /proc/self/limits',
    'cat /proc/net/snmp',
    'sleep 60 & pmap -x $! ; kill $!',
    'iostat; mpstat -A | head -0; slabtop -o 2>/dev/null | head -40',
  ],
  ['ldconfig', 'ldconfig -p | head -150', 'ldconfig -v 2>/dev/null | head -100'],
  [
    'locale',
    'locale -a; locale -k LC_TIME',
    'localectl list-keymaps 2>/dev/null | head; iconv -l | head -100',
    'bash -c "shopt; set -o; bind -l | head -80"',
    'stty -a; trap -l; kill -l; getconf -a | head -120',
  ],
  [
    'symbols',
    'c++filt --version >/dev/null; nm /usr/lib/ocaml/stdlib.a | head -120',
    'readelf -d /usr/bin/git; readelf -s /usr/bin/curl | head -100',
    'objdump -t /usr/lib/ocaml/libasmrun.a | head -100',
    'readelf -l /usr/bin/git',
  ],
  ['ctags', 'ctags -x py/*.py c/*.c', `ctags -f - ${SITE}/isort/*.py | head -120`],
  ['cloc', 'cloc --quiet --by-file c py lua js/src', `cloc --quiet ${SITE}/twisted`],
  [
    'git-branches',
    'cd ../repos/express && git branch -a -vv; git remote -v; git tag | head -100',
    'cd ../repos/express && git config -l; git count-objects -v; git show-ref',
    'cd ../repos/express && git ls-remote . ',
    'cd ../repos/express && git rev-list --objects HEAD~2..HEAD',
  ],
  [
    'openssl-list',
    'openssl ciphers -v',
    'openssl list -digest-algorithms -cipher-algorithms',
    'ssh -Q cipher; ssh -Q mac; ssh -Q kex; ssh -Q key',
  ],
  ['php-modules', 'php -m; php -i | head -120', 'php -r "print_r(get_loaded_extensions());"'],
  [
    'swipl',
    'ocamlfind list 2>/dev/null | head -60; ls --format=verbose ml',
    'perl -V',
    'ruby -e "puts $LOADED_FEATURES"',
    'luarocks list 2>/dev/null; rpm --querytags | head -80',
  ],
  [
    'nft',
    'unshare -n bash -c "iptables -A INPUT -p tcp --dport 22 -j ACCEPT; iptables -A FORWARD -j DROP; iptables -L -n -v; iptables -S; nft list ruleset"',
  ],
  [
    'etc',
    'cat /etc/services | grep -v "^#" | head -120',
    'cat /etc/group /etc/shells',
    'cat /etc/mime.types 2>/dev/null | grep -v "^#" | grep "\\s" | head -80',
    'column -t -s: /etc/passwd',
  ],
])

const diff = one('/srv/app/third', [
  [
    'sdiff-context',
    'diff -C 2 js/src/messy.ts js/src/copy.ts',
    'diff -e ../repos/express/lib/utils.js ../web/node_modules/express/lib/utils.js',
    'diff -n ../repos/express/lib/utils.js ../web/node_modules/express/lib/utils.js | head -80',
  ],
  [
    'isort-diff',
    venv('isort --diff py/messy.py'),
    venv('autoflake py/messy.py'),
    venv('djlint --reformat --check misc/messy.html'),
    'cd php && phpcs --report=diff messy.php',
  ],
  [
    'clang-format-diff',
    'diff -u --label a/walk.c --label b/walk.c c/walk.c <(expand -t 8 c/walk.c | sed "s/int /long /")',
    'git diff --no-index c/walk.c c/gone.c',
    'git diff --no-index --stat ml lua; git diff --no-index ml/bad.ml ml/warn.ml',
    'diff --unified=0 ml/bad.ml ml/warn.ml',
  ],
  [
    'quilt',
    'diff -Naur lua rb',
    'rubocop --only Style/StringLiterals -A --cache false rb/messy.rb >/dev/null; git diff --no-index rb/messy.rb rb/cart_spec.rb',
  ],
])

const build = [
  ...one(JS, [
    ['tape', 'node tape.test.js', bin('tape tape.test.js | tail -30')],
    ['zora', 'node zora.test.mjs'],
    [
      'lab',
      bin('lab lab.test.js -m 0'),
      bin('lab lab.test.js -v -m 0'),
      bin('lab lab.test.js -r tap'),
    ],
    [
      'cucumber',
      bin('cucumber-js --require features/steps features'),
      bin('cucumber-js --format progress --require features/steps features'),
      bin('cucumber-js --format summary --require features/steps features'),
    ],
    [
      'coffee',
      bin('coffee -c src/bad.coffee'),
      bin('sass src/bad.scss; lessc src/bad.less'),
      bin('swc src/broken.jsx 2>&1; ./node_modules/.bin/babel src/broken.jsx'),
    ],
    [
      'htmlhint',
      bin('htmlhint ../misc/messy.html'),
      bin('htmlhint -f compact ../misc/messy.html'),
      bin('htmlhint -f unix ../misc/messy.html'),
    ],
    [
      'depcheck',
      bin('depcheck .'),
      bin('knip'),
      bin('madge --warning src'),
      bin('depcruise --no-config -T err src'),
    ],
    [
      'cspell',
      bin('cspell --no-progress messy.md ../py/messy.py'),
      bin('cspell messy.md src/*.ts ../py/*.py'),
    ],
    [
      'alex',
      bin('alex messy.md'),
      bin('write-good messy.md'),
      bin('remark -u remark-preset-lint-recommended messy.md --quiet'),
      bin('textlint --rule no-todo messy.md'),
    ],
    ['jscpd', bin('jscpd src -k 20 -l 3')],
    ['solc', bin('solcjs --bin src/Bad.sol'), bin('solhint src/Bad.sol')],
    [
      'tslint',
      bin('tslint src/messy.ts'),
      bin('tslint -t stylish src/*.ts'),
      bin('tslint -t verbose src/*.ts'),
    ],
    ['ncu', bin('ncu'), bin('tsup src/messy.ts --dts -d /tmp/tsup')],
  ]),
  ...one(`${THIRD}/py`, [
    [
      'pycodestyle',
      venv('pycodestyle messy.py'),
      venv('pycodestyle --show-source messy.py'),
      venv('pycodestyle --statistics -qq .'),
    ],
    [
      'pydocstyle',
      venv('pydocstyle messy.py deep.py'),
      venv('pyflakes messy.py; ') + venv('vulture messy.py deep.py'),
    ],
    ['codespell', venv(`codespell messy.py ${SITE}/twisted/web | head -60`)],
    [
      'yamllint',
      venv('yamllint messy.yaml messy2.yaml'),
      venv('yamllint -f parsable messy.yaml messy2.yaml'),
    ],
    ['doc8', venv('doc8 messy.rst')],
    ['nose2', venv('nose2 test_shop'), venv('nose2 -v test_shop')],
    [
      'ward',
      venv('ward --path test_ward.py'),
      venv('ward --path test_ward.py --test-output-style dots-global'),
    ],
    ['green', venv('green -vv test_shop'), venv('green test_shop')],
    ['radon', venv('radon cc -s -a messy.py deep.py pretty.py'), venv('interrogate -vv .')],
    [
      'coverage',
      venv('coverage run --data-file /tmp/cv -m unittest -q test_shop 2>/dev/null; ') +
        venv('coverage report --data-file /tmp/cv -m'),
      venv('coverage run --data-file /tmp/cv -m unittest test_shop'),
    ],
    [
      'uv',
      venv('uv pip install --dry-run --python ../venv/bin/python flask django'),
      venv('uv pip install --target /tmp/uvt flask requests'),
      venv('uv pip check --python ../venv/bin/python; ') +
        venv('uv pip install --target /tmp/uvt nonexistent-package-qq==9'),
    ],
    ['nox', venv('nox'), venv('isort --check-only . ; ') + venv('pylama .')],
    [
      'djlint',
      venv('djlint ../misc/messy.html'),
      venv('sqlfluff lint --dialect ansi messy.sql'),
      venv('proselint check ../js/messy.md'),
    ],
    ['deptry', venv('deptry . --no-ansi'), venv('pyroma .'), venv('basedpyright messy.py deep.py')],
    [
      'compileall',
      'python3 -m compileall -f . -l; rm -rf __pycache__; python3 -m py_compile ../js/src/messy.ts; python3 -m doctest -v ../../py-none 2>/dev/null',
      'python3 -m doctest -v /usr/lib/python3.11/bisect.py /usr/lib/python3.11/statistics.py | head -200',
      'python3 -m tabnanny -v ../py; python3 -m timeit -v -n 1000 "sum(range(100))"',
    ],
    [
      'ensurepip',
      'python3 -m venv /tmp/vv && /tmp/vv/bin/python -m ensurepip --upgrade -v 2>&1 | tail -40',
    ],
  ]),
  ...one(`${THIRD}/c`, [
    ['gfortran', 'gfortran -Wall bad.f90 -o /tmp/fbad'],
    ['nasm', 'nasm -f elf64 bad.asm -o /tmp/nbad'],
    ['fpc', 'fpc -o/tmp/x bad.pas', 'fpc -vwnh -o/tmp/deep -FU/tmp deep.pas'],
    ['valac', 'valac bad.vala'],
    ['scons', 'scons; scons -c'],
    ['bmake', 'rm -f *.o; bmake -f BSDmakefile all'],
    ['cpplint', 'cpplint walk.c gone.c'],
    [
      'doxygen',
      'doxygen -s -g /tmp/dx.conf >/dev/null && cd /tmp && (cat dx.conf; echo INPUT=/srv/app/third/c; echo OUTPUT_DIRECTORY=/tmp/dxo) | doxygen -',
    ],
    [
      'zig',
      venv(
        'python -m ziglang build-exe ../misc/bad.zig --cache-dir /tmp/zc --global-cache-dir /tmp/zc',
      ),
      venv(
        'python -m ziglang test ../misc/deep.zig --cache-dir /tmp/zc --global-cache-dir /tmp/zc',
      ),
      venv('python -m ziglang cc -Wall -Wextra gone.c walk.c -o /tmp/zw'),
    ],
    ['iverilog', 'cd ../v; iverilog bad.v bad2.v; iverilog -Wall bad2.v'],
    ['tidy', 'tidy -e ../misc/messy.html'],
  ]),
  ...one(THIRD, [
    [
      'ocaml',
      'ocamlc -c ml/bad.ml',
      'ocamlc -w +a -c ml/warn.ml',
      'ocamlc -i ml/bad.ml; ocamlc -w +a -c ml/deep.ml ml/warn.ml',
    ],
    [
      'busted',
      'busted lua/cart_spec.lua',
      'busted -o TAP lua/cart_spec.lua',
      'busted -o gtest lua/cart_spec.lua',
      'busted -o plainTerminal lua/cart_spec.lua',
    ],
    [
      'luacheck',
      'luacheck --no-color lua/bad.lua lua/deep.lua',
      'luacheck --formatter plain lua/*.lua',
    ],
    [
      'rspec',
      'rspec rb/cart_spec.rb',
      'rspec -f d rb/cart_spec.rb',
      'rspec -f failures rb/cart_spec.rb; rspec -f p --profile 4 rb/cart_spec.rb',
    ],
    [
      'rubocop',
      'rubocop --cache false rb',
      'rubocop --cache false -f emacs rb',
      'rubocop --cache false -f offenses rb',
      'rubocop --cache false -f simple rb',
    ],
    [
      'phpunit',
      'phpunit --no-configuration php/CartTest.php',
      'phpunit --no-configuration --testdox php/CartTest.php',
      'phpunit --no-configuration --debug php/CartTest.php',
      'phpunit --no-configuration --teamcity php/CartTest.php',
    ],
    [
      'phpcs',
      'phpcs php',
      'phpcs --report=emacs php',
      'phpcs --report=summary php',
      'for f in php/*.php; do php -l $f; done; phpcs --report=source php',
    ],
    [
      'bats',
      'bats bats/cart.bats',
      'bats -p bats/cart.bats',
      'bats -t bats/cart.bats; bats -T bats/cart.bats',
    ],
    [
      'ant',
      'rm -rf misc/ant/out; ant -f misc/ant/build.xml',
      'ant -v -f misc/ant/build.xml | head -150',
      'ant -p -f misc/ant/build.xml; ant -f misc/ant/build.xml copy',
    ],
    ['swipl', 'swipl -g "halt" -t "halt" pl/deep.pl < /dev/null', 'erlc -o /tmp misc/bad.erl'],
    [
      'lintian',
      'cd /tmp && apt-get download -qq hello >/dev/null 2>&1; lintian --no-cfg -i hello*.deb 2>&1 | head -60; lintian --allow-root hello*.deb',
    ],
    [
      'apt-get',
      'apt-get -s install emacs-nox 2>&1',
      'apt-get -y --no-install-recommends install hello 2>&1; apt-get -y remove hello',
      'apt-get update',
      'dpkg --dry-run -i /tmp/hello*.deb; dpkg -V curl git | head -40; debconf-show debconf',
    ],
    [
      'git-ops',
      'rm -rf /tmp/gc && git clone --progress repos 2>&1; cd ../repos/express && git fsck --verbose 2>&1 | head -80',
      'cd /srv/app/repos/express && git gc --dry-run 2>/dev/null; git clone --progress --no-local . /tmp/gc2 2>&1 | tr "\\r" "\\n" | tail -60; rm -rf /tmp/gc2',
    ],
    [
      'rsync',
      'rm -rf /tmp/rs; rsync -av --stats py js/src c /tmp/rs/',
      'curl -sv http://127.0.0.1:9/ ; wget -nv http://127.0.0.1:9/x; curl -v file:///etc/hosts 2>&1',
    ],
  ]),
]

const trace = one('/srv/app/third', [
  ['stackprinter', venv('python py/pretty.py stackprinter')],
  ['better-exceptions', venv('python py/pretty.py better')],
  ['pretty-errors', venv('python py/pretty.py pretty')],
  ['tbvaccine', venv('python py/pretty.py tbvaccine')],
  ['twisted', venv('python py/pretty.py twisted'), venv('python py/pretty.py twisted verbose')],
  ['gevent', venv('python py/pretty.py gevent')],
  [
    'pystack',
    venv('python py/pretty.py hand'),
    'python3 -m trace --count -C /tmp/tr py/pretty.py 2>&1 | tail -12',
    `cd py && python3 -c "import traceback, deep\ntry: deep.run()\nexcept Exception: import pdb, sys; sys.stdin = open('/dev/null'); pdb.post_mortem()"; cd py && echo -e "w\\nq" | python3 -m pdb -c continue pretty.py none`,
  ],
  [
    'ocaml',
    'ocamlc -g -o /tmp/mldeep ml/deep.ml && OCAMLRUNPARAM=b /tmp/mldeep',
    'cd /tmp && ocamlopt -g -o /tmp/mlo /srv/app/third/ml/deep.ml 2>/dev/null; OCAMLRUNPARAM=b /tmp/mlo',
  ],
  [
    'swipl',
    'swipl pl/deep.pl < /dev/null',
    'swipl -g "catch_with_backtrace(total([9, 8], _), E, (print_message(error, E)))" -t halt pl/deep.pl < /dev/null',
  ],
  ['luajit', 'luajit lua/deep.lua', 'lua5.4 -e "package.path=[[lua/?.lua]]" -l deep'],
  ['gforth', 'gforth misc/deep.fs -e bye'],
  [
    'clisp',
    'clisp -q -on-error debug misc/deep.lisp < /dev/null',
    'echo "(load \\"misc/deep.lisp\\") :bt" | clisp -q',
  ],
  ['bash-caller', 'bash misc/deep.sh'],
  ['chicken', 'csi -s misc/deep.scm'],
  [
    'zig',
    'cd /tmp && /srv/app/third/venv/bin/python -m ziglang run /srv/app/third/misc/deep.zig --cache-dir /tmp/zc --global-cache-dir /tmp/zc',
  ],
  [
    'erl',
    'cd /tmp && cp /srv/app/third/misc/deep.erl . && escript deep.erl',
    `erl -noshell -eval 'F = fun(F, 0) -> error(gone); (F, N) -> 1 + F(F, N - 1) end, F(F, 3).' -s init stop`,
  ],
  [
    'gfortran',
    'gfortran -g -fcheck=all -fbacktrace -o /tmp/fdeep c/deep.f90 2>/dev/null; /tmp/fdeep',
  ],
  ['fpc', 'fpc -gl -o/tmp/pdeep -FU/tmp c/deep.pas >/dev/null 2>&1; /tmp/pdeep'],
  ['tsan', 'clang -g -fsanitize=thread -o /tmp/tsan c/walk.c 2>/dev/null; /tmp/tsan race'],
  [
    'msan',
    'clang -g -fsanitize=memory -o /tmp/msan c/walk.c 2>/dev/null; /tmp/msan uninit',
    'clang -g -fsanitize=address -o /tmp/asan3 c/walk.c 2>/dev/null; /tmp/asan3 leak',
    'gcc -g -fsanitize=address -o /tmp/asan4 c/walk.c 2>/dev/null; /tmp/asan4 free',
  ],
  [
    'eu-stack',
    'gcc -g -o /tmp/walk3 c/walk.c -pthread 2>/dev/null; gdb -q -batch -ex run -ex "bt -frame-arguments all" -ex "info frame" /tmp/walk3',
    'gdb -q -batch -ex "break price if depth==3" -ex run -ex "where" -ex "up 2" -ex "bt -3" /tmp/walk3',
    'valgrind --tool=helgrind /tmp/walk3 race 2>&1 | head -80',
  ],
  [
    'jdb',
    'cd /srv/app/crashes/java && java -XX:+ShowHiddenFrames -Xlog:disable -cp out shop.Main lambda 2>&1; java -cp out -XX:MaxJavaStackTraceDepth=8 shop.Main overflow',
    'cd /srv/app/crashes/java && java -cp out shop.Main sleep & sleep 1.5; jcmd $(pgrep -f "shop.Main sleep" | head -1) Thread.print | head -120; kill %1',
  ],
  [
    'node-hooks',
    `node -e "Error.prepareStackTrace = (e, s) => e + s.map((f) => '\\n  ' + (f.getFunctionName() || '(top)') + '@' + f.getFileName() + ':' + f.getLineNumber()).join(''); function a(n) { if (!n) throw new Error('gone'); a(n - 1) } try { a(6) } catch (e) { console.log(e.stack) }"`,
    `cd js && node -e "require('tape').nothing.x"; node --abort-on-uncaught-exception -e "null.x" 2>&1 | head -60`,
  ],
  [
    'phpunit',
    'cd php && php -d display_errors=1 -r \'function a($n) { if (!$n) { debug_print_backtrace(); throw new LogicException("gone"); } a($n - 1); } a(5);\'',
  ],
  [
    'perl-confess',
    'perl -MCarp=cluck,confess -e \'sub a { my $n = shift; $n ? a($n - 1, [1]) : confess "card expired" } sub b { cluck "odd"; a(4) } b(1, "x")\'',
  ],
  [
    'tcl',
    'echo "proc a n { if {\\$n == 0} {error gone}; a [expr \\$n-1] }; proc b x { a 4 }; b 1" > /tmp/d.tcl; tclsh /tmp/d.tcl',
    'ruby -e "def a(n) n.zero? ? raise(ArgumentError, %q(gone)) : a(n - 1) end; begin; a(5); rescue => e; puts e.full_message(highlight: false, order: :bottom); end"',
  ],
])

const code = [
  files('ocaml', '/usr/lib/ocaml', '.ml'),
  files('ocaml-interface', '/usr/lib/ocaml', '.mli', 2),
  files('prolog', '/usr/lib/swi-prolog/library', '.pl'),
  files('lua', '/usr/share/lua/5.4', '.lua', 4),
  files('forth', '/usr/share/gforth', '.fs'),
  files('guile', '/usr/share/guile', '.scm'),
  files('lisp', '/usr', '.lisp', 2),
  files('emacs', '/usr/share', '.el', 3),
  files('awk', '/usr/share', '.awk', 2),
  files('m4', '/usr/share', '.m4', 2),
  files('vala', '/usr/share/vala', '.vapi', 3),
  files('go-assembly', '/usr/local/go/src', '.s', 3),
  files('powershell', '/usr', '.ps1', 2),
  files('batch', '/srv/app', '.bat', 2),
  files('protocol', '/srv/app', '.proto', 3),
  files('cython', SITE, '.pyx', 3),
  files('python-twisted', `${SITE}/twisted`, '.py', 4),
  files('python-gevent', `${SITE}/gevent`, '.py', 2),
  files('js-babel', `${JS}/node_modules/@babel`, '.js', 3),
  files('js-eslint-tools', `${JS}/node_modules/@hapi`, '.js', 3),
  files('ts-cucumber', `${JS}/node_modules/@cucumber`, '.d.ts', 2),
  files('coffee', '/srv/app', '.coffee', 2),
  files('go-cmd', '/usr/local/go/src/cmd/go', '.go', 3),
  files('rust-std', '/root/.rustup', '.rs', 2),
  files('c-headers', '/usr/include/linux', '.h', 3),
  files('cpp-headers', '/usr/include/c++/12/bits', '.h', 3),
  files('fish', '/usr', '.fish', 2),
  files('pascal', '/usr', '.pas', 1),
  files('elixir', '/usr/lib/elixir', '.ex', 2),
  files('fortran', SITE.replace('third/venv', 'venv'), '.f90', 2),
  files('zig', `${SITE}/ziglang/lib/std`, '.zig', 3),
  files('cpp-libcxx', `${SITE}/ziglang/lib/libcxx/src`, '.cpp', 2),
  files('solidity-and-friends', THIRD, '.f90', 1),
  files('rspec', '/usr/share/rubygems-integration', '.rb', 3),
  files('phpunit', '/usr/share/php/PHPUnit', '.php', 3),
  files('perl-modules', '/usr/share/perl5', '.pm', 3),
  files('ant', '/usr/share/rubocop', '.rb', 1),
].filter(({ commands }) => commands.length > 0)

const table = one(THIRD, [
  [
    'terminaltables',
    python(
      "from terminaltables import AsciiTable, SingleTable\nimport sys\nrows=[['name','kind','size']]+[[f'order-{n}', 'tea' if n%3 else 'mug', str(n*37%91)] for n in range(40)]\nprint(AsciiTable(rows).table)",
    ),
    python(
      "from terminaltables import GithubFlavoredMarkdownTable, SingleTable\nrows=[['name','kind','size']]+[[f'order-{n}', 'tea' if n%3 else 'mug', str(n*37%91)] for n in range(40)]\nprint(SingleTable(rows).table)",
    ),
    python(
      "from beautifultable import BeautifulTable\nt=BeautifulTable()\nfor n in range(30): t.rows.append([n, 'tea' if n%3 else 'mug', n*37%91])\nt.columns.header=['id','kind','size']\nprint(t)",
    ),
  ],
  [
    'js-table',
    `cd js && node -e "const { table } = require('table'); console.log(table(Array.from({ length: 30 }, (_, n) => ['order ' + n, n % 3 ? 'tea' : 'mug', n * 37 % 91])))"`,
    `cd js && node -e "const columnify = require('columnify'); console.log(columnify(Array.from({ length: 50 }, (_, n) => ({ name: 'order-' + n, kind: n % 3 ? 'tea' : 'mug', size: n * 37 % 91, city: ['Rome', 'New York', 'Oslo'][n % 3] }))))"`,
    `cd js && node -e "const T = require('asciitree'); " ; printf 'id;name;price\\n' ; for n in $(seq 60); do printf '%d;order %d;%d,50\\n' $n $n $((n * 7)); done`,
  ],
  [
    'pandas-more',
    `/srv/app/venv/bin/python -c "import pandas as pd, numpy as np; d = pd.DataFrame(np.random.default_rng(2).normal(size=(40, 5)), columns=list('abcde')); print(d.corr().round(3)); print(d.describe()); print(d.to_csv(sep='|'))"`,
    `/srv/app/venv/bin/python -c "import pandas as pd; d = pd.read_csv('/srv/app/venv/lib/python3.11/site-packages/vega_datasets/_data/stocks.csv'); print(d.groupby('symbol').price.describe().to_markdown()); print(d.head(50).to_string(index=False))"`,
  ],
  [
    'datamash',
    'cut -d: -f1,3,6 /etc/passwd | sort',
    'awk -F: \'BEGIN{OFS=",";print "user,id,home"}{print $1,$3,$6}\' /etc/passwd',
    'awk -F: \'BEGIN{print "user\\tid\\thome\\tshell"}{print $1"\\t"$3"\\t"$6"\\t"$7}\' /etc/passwd',
    'paste <(seq 100) <(seq 200 299) <(seq 300 399) | sed "1i one\\ttwo\\tthree"',
  ],
  [
    'sqlite-modes',
    `sqlite3 :memory: -cmd ".mode box" "create table o(id,name,price); with recursive c(n) as (select 1 union all select n+1 from c where n<40) insert into o select n,'order '||n,n*7%13 from c; select * from o"`,
    `sqlite3 :memory: -cmd ".mode table" "with recursive c(n) as (select 1 union all select n+1 from c where n<40) select n as id,'order '||n as name,n*7%13 as price from c"`,
    `sqlite3 :memory: -cmd ".mode markdown" "with recursive c(n) as (select 1 union all select n+1 from c where n<40) select n as id,'order '||n as name,n*7%13 as price from c"`,
  ],
  [
    'sar',
    'iostat -x 1 1; mpstat -P ALL 1 1; vmstat 1 5',
    'smem -t 2>/dev/null | head -40',
    'pidstat 1 2 | head -60',
  ],
  [
    'hyper',
    `cat /usr/share/perl5/Unicode/*.txt 2>/dev/null | head; cat /usr/share/misc/*.csv 2>/dev/null | head; cat ${THIRD}/venv/lib/python3.11/site-packages/*/RECORD 2>/dev/null | head -0; head -100 ${SITE}/isort*/RECORD`,
  ],
])

const markup = [
  {
    tool: 'xml-vapi',
    commands: cats(
      pick('/usr/share/vala', '.xml', 2).concat(
        pick('/usr/share/gettext', '.xml', 2),
        pick('/usr/share/mime', '.xml', 3),
      ),
    ),
  },
  {
    tool: 'doxygen-html',
    commands: cats(pick('/tmp/dxo/html', '.html', 3).concat(pick('/tmp/dxo/html', '.svg', 1))),
  },
  { tool: 'swipl-html', commands: cats(pick('/usr/lib/swi-prolog', '.html', 3)) },
  {
    tool: 'node-html',
    commands: cats(pick(`${JS}/node_modules`, '.html', 4).concat(pick(SITE, '.html', 3))),
  },
  {
    tool: 'npm-svg',
    commands: cats(pick(SITE, '.svg', 2).concat(pick(`${JS}/node_modules`, '.svg', 2))),
  },
  {
    tool: 'reports',
    dir: THIRD,
    commands: [
      'phpunit --no-configuration --log-junit /tmp/j.xml php/CartTest.php >/dev/null; cat /tmp/j.xml',
      'phpcs --report=xml php',
      'phpcs --report=checkstyle php',
      'busted -o junit lua/cart_spec.lua',
      'cppcheck --xml --enable=all c/walk.c',
      'rubocop --cache false -f html rb | head -c 9000',
    ],
  },
]

const prose = [
  ...one(THIRD, [
    ['npm-help', 'npm help ci | cat', 'npm help workspaces | cat'],
    [
      'help-third',
      'swipl --help',
      'rubocop --help',
      'phpunit --help',
      'busted --help',
      venv('uv --help; ') + venv('uv pip install --help'),
      'phpcs --help',
      'nasm -h',
      'rsync --help',
      'ant -h',
      'tidy -h',
      'gforth --help',
      venv('nox --help'),
      'cd js && ./node_modules/.bin/cucumber-js --help',
      'cd js && ./node_modules/.bin/sass --help',
      'lintian --help',
      'gcc --help=warnings | head -150',
    ],
    [
      'man-third',
      'MANWIDTH=90 man nasm',
      'MANWIDTH=78 man luacheck',
      'MANWIDTH=90 man rsync',
      'MANWIDTH=80 man smem',
      'MANWIDTH=100 man scons',
      'MANWIDTH=80 man bats',
    ],
    [
      'info',
      'apt-cache show nasm ocaml-nox',
      'rpm --help; pod2text /usr/share/perl/5.36.0/Getopt/Long.pm | head -300',
      'pod2text /usr/bin/prove',
      'ri --help',
      'perldoc -T perlfaq4 | head -250',
    ],
    [
      'doc-third',
      'cat /usr/share/doc/nasm/README* /usr/share/doc/scons/README* | head -200',
      'cat /usr/share/doc/gforth/README* /usr/share/doc/luajit/README* | head -200',
      'zcat /usr/share/doc/doxygen/changelog.gz /usr/share/doc/phpunit/changelog.gz 2>/dev/null | head -200',
      'cat /usr/share/doc/*/TODO | head -200',
      'cat /usr/share/common-licenses/MPL-2.0',
    ],
  ]),
  { tool: 'markdown-third', commands: cats(pick(`${JS}/node_modules`, '.md', 10)) },
  {
    tool: 'rst-third',
    commands: cats(pick(SITE, '.rst', 3).concat(pick(SITE, 'METADATA', 4), pick(SITE, '.txt', 3))),
  },
]

const WORK =
  "n%9==4 and log.error('payment %d refused: card expired', n) or n%5==2 and log.warning('retry %d of 3 for order', n%4) or log.info('order %d placed by customer %d', n, n*37)"
const log = one(THIRD, [
  [
    'daiquiri',
    python(
      `import daiquiri, logging, sys\ndaiquiri.setup(level=logging.INFO, outputs=[daiquiri.output.Stream(sys.stdout)])\nlog = daiquiri.getLogger('shop')\nfor n in range(60): ${WORK}`,
    ),
  ],
  [
    'logbook',
    python(
      "import logbook, sys\nlogbook.StreamHandler(sys.stdout).push_application()\nlog = logbook.Logger('shop')\nfor n in range(60): (log.error if n % 9 == 4 else log.info)('order {} placed by {}', n, n * 37)",
    ),
  ],
  [
    'twisted-log',
    python(
      "from twisted.logger import Logger, textFileLogObserver, globalLogPublisher\nimport sys\nglobalLogPublisher.addObserver(textFileLogObserver(sys.stdout))\nlog = Logger('shop.orders')\nfor n in range(60): (log.error if n % 9 == 4 else log.info)('order {n} placed by {c}', n=n, c=n*37)",
    ),
  ],
  [
    'eliot',
    python(
      "import eliot, sys\neliot.to_file(sys.stdout)\nfor n in range(40):\n  with eliot.start_action(action_type='order', n=n): eliot.log_message(message_type='paid', amount=n*37)",
    ),
  ],
  [
    'python-format',
    python(
      `import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=20, format='%(levelname)-8s|%(name)s|%(funcName)s:%(lineno)d| %(message)s')\nlog = logging.getLogger('shop')\nfor n in range(60): ${WORK}`,
    ),
    python(
      `import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=20, format='[%(asctime)s.%(msecs)03d] %(threadName)s %(levelname).1s %(message)s', datefmt='%d/%m/%Y %H:%M:%S')\nlog = logging.getLogger('shop')\nfor n in range(60): ${WORK}`,
    ),
  ],
  [
    'perl-log',
    'perl -e \'use POSIX; for my $n (1..60) { printf "%s [%s] %s - order %d placed by customer %d\\n", strftime("%Y/%m/%d %H:%M:%S", gmtime(1700000000 + $n * 7)), $$, ($n % 9 == 4 ? "ERROR" : "INFO"), $n, $n * 37 }\'',
  ],
  [
    'php-log',
    'php -r \'for ($n = 1; $n < 60; $n++) error_log("order $n placed by customer " . $n * 37);\'',
    'timeout 4 php -S 127.0.0.1:8899 -t js & sleep 1; for n in 1 2 3 4 5 6 7 8 9; do curl -s 127.0.0.1:8899/x$n >/dev/null; curl -s 127.0.0.1:8899/package.json >/dev/null; done; wait',
  ],
  [
    'ruby-webrick',
    'ruby -rlogger -e "l = Logger.new(STDOUT, formatter: proc { |s, t, p, m| %Q(#{t.to_i}.#{t.usec} #{s} #{m}\\n) }); 60.times { |n| n % 9 == 4 ? l.error(%Q(payment #{n} refused)) : l.info(%Q(order #{n} placed)) }"',
  ],
  ['apt-history', 'tail -60 /var/log/apt/history.log', 'tail -80 /var/log/apt/term.log'],
  [
    'tornado',
    `cd /tmp && timeout 5 ${THIRD}/venv/bin/twistd -n web --listen tcp:8898 --path /srv/app/third/py & sleep 2; for n in 1 2 3 4 5 6 7 8; do curl -s 127.0.0.1:8898/deep.py >/dev/null; curl -s 127.0.0.1:8898/n$n >/dev/null; done; wait`,
  ],
  [
    'syslog',
    'for n in $(seq 40); do logger --no-act -s -t shop -p user.notice "order $n placed by customer $((n * 37))" 2>&1; done',
    'for n in $(seq 40); do logger --no-act -s --rfc5424=notime,nohost -t shop -i "order $n placed" 2>&1; done',
  ],
])

// Lines of JSON, as that logger writes them.
for (const row of log) if (row.tool === 'eliot') row.also = ['json']

const json = [
  { tool: 'npm-third', commands: cats(pick(`${JS}/node_modules`, '.json', 7)) },
  ...one(THIRD, [
    ['lsblk-json', 'lscpu -J', 'lsmem -J; true'],
    [
      'report-json',
      'phpcs --report=json php',
      'rubocop --cache false -f json rb',
      venv('pip-licenses --format json | head -c 60000'),
      'cd js && npm ls --json --depth 0',
      'cloc --quiet --json py c lua',
      venv('pipdeptree --json'),
    ],
  ]).map((row) => ({ ...row, also: ['build', 'listing'] })),
]

const unknown = [
  ...one(THIRD, [
    [
      'rot',
      'base64 -w 60 /usr/bin/nasm | head -120 | tr A-Za-z N-ZA-Mn-za-m',
      'openssl rand -hex 2000 | fold -w 64',
      'openssl rand -base64 3000',
    ],
    [
      'listing-hex',
      'ndisasm -b 64 /usr/bin/true | head -150',
      'objdump -d /usr/bin/true | head -150',
      'od -v -t x4 /usr/bin/true | head -100',
      'hexdump -e \'16/1 "%02x " "\\n"\' /usr/bin/true | head -100',
    ],
    [
      'keys',
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout /dev/null -subj /CN=b.test -days 9 2>/dev/null; openssl x509 -in /etc/ssl/certs/ca-certificates.crt',
      'openssl dsaparam 1024 2>/dev/null; openssl dhparam -dsaparam 1024 2>/dev/null',
    ],
    [
      'digits',
      'seq 400 | awk \'{printf "%d ", $1 * 7919 % 1009}\' | fold -w 100',
      "python3 -c 'from decimal import *; getcontext().prec=3000; print(Decimal(2).sqrt())'",
      'banner hi 2>/dev/null; seq -f "%.15g" 1 0.123456789 40',
    ],
  ]),
  {
    tool: 'minified-third',
    also: ['code'],
    commands: pick(`${JS}/node_modules`, 'min.js', 0).concat([
      `find ${JS}/node_modules -name "*.min.js" -size +4k | sort | head -1 | xargs head -c 20000`,
      `find ${JS}/node_modules -name "*.min.js" -size +4k | sort | tail -1 | xargs head -c 20000`,
    ]),
  },
  {
    tool: 'config-third',
    also: ['code', 'listing'],
    commands: cats(
      pick(`${JS}/node_modules`, '.yml', 3).concat(
        pick(SITE, '.toml', 2),
        pick(SITE, '.cfg', 2),
        pick(`${JS}/node_modules`, '.editorconfig', 1),
        ['/etc/nanorc', '/etc/login.defs', '/etc/adduser.conf', '/etc/lintianrc'],
      ),
    ),
  },
]

/** For every kind the commands of the set that was frozen before this one; it has been looked at since. */
export const former = {
  search,
  listing,
  diff,
  build,
  trace,
  code,
  table,
  markup,
  prose,
  log,
  json,
  unknown,
}
