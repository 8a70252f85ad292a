const venv = (command) => `/srv/app/venv/bin/${command}`
const bin = (command) => `/srv/app/web/node_modules/.bin/${command}`

export const build = {
  open: [
    {
      tool: 'pytest',
      dir: 'projects/py',
      commands: [
        'pytest test_cart.py test_other.py -p no:cacheprovider',
        'pytest -v test_cart.py -p no:cacheprovider',
        'pytest -q test_cart.py test_other.py -p no:cacheprovider',
        'pytest --tb=short -p no:cacheprovider',
        'pytest --tb=line test_cart.py -p no:cacheprovider',
        'pytest -x -vv test_cart.py -p no:cacheprovider',
        'pytest -rA test_other.py -p no:cacheprovider',
        'pytest --tb=native test_cart.py -p no:cacheprovider',
        'pytest test_import.py -p no:cacheprovider',
        venv('pytest -n 2 -v test_other.py -p no:cacheprovider'),
        'pytest --collect-only -q test_cart.py test_other.py -p no:cacheprovider',
        'pytest test_unit.py --durations=5 -p no:cacheprovider --fixtures',
        'NO_COLOR= pytest --color=yes test_cart.py -p no:cacheprovider',
      ],
    },
    {
      tool: 'unittest',
      dir: 'projects/py',
      commands: [
        'python3 -m unittest test_cart',
        'python3 -m unittest -v test_cart test_unit',
        'python3 -m unittest -f test_unit',
        'python3 -m unittest discover -v',
        'python3 -m unittest -b -v test_unit test_cart',
      ],
    },
    {
      tool: 'node-test',
      dir: 'projects/js',
      commands: [
        'node --test node.test.js',
        'node --test --test-reporter=tap node.test.js',
        'node --test --test-reporter=dot node.test.js',
        'node node.test.js',
        'node --test --test-name-pattern="case" node.test.js',
        'node --test --test-reporter=spec node.test.js; echo; node --test missing.test.js',
      ],
    },
    {
      tool: 'mocha',
      dir: 'projects/js',
      commands: [
        bin('mocha mocha'),
        bin('mocha mocha --reporter dot'),
        bin('mocha mocha --reporter tap'),
        bin('mocha mocha --reporter list'),
        bin('mocha mocha --bail --reporter min'),
        bin('mocha mocha -g "case"'),
      ],
    },
    {
      tool: 'jest',
      dir: 'projects/js',
      commands: [
        bin('jest --rootDir jest --ci'),
        bin('jest --rootDir jest --ci --verbose'),
        bin('jest --rootDir jest --ci --coverage --coverageDirectory /tmp/cov'),
        bin('jest --rootDir jest --ci twice'),
        bin('jest --rootDir jest --ci --silent missing'),
        bin('jest --rootDir jest --ci --runInBand cart.test --bail'),
        `NO_COLOR= ${bin('jest --rootDir jest --ci --colors')}`,
      ],
    },
    {
      tool: 'vitest',
      dir: 'projects/js',
      commands: [
        bin('vitest run --root vitest'),
        bin('vitest run --root vitest --reporter=verbose'),
        bin('vitest run --root vitest --reporter=tap'),
        bin('vitest run --root vitest --reporter=dot'),
        bin('vitest run --root vitest -t case --reporter=verbose'),
        bin('vitest run --root vitest missing'),
        `FORCE_COLOR=1 NO_COLOR= ${bin('vitest run --root vitest')}`,
      ],
    },
    {
      tool: 'go',
      dir: 'projects/go',
      commands: [
        'go test ./shop/cart',
        'go test -v ./shop/cart',
        'go test ./...',
        'go build ./...',
        'go vet ./...',
        'go test -run XXX -bench . -benchmem ./shop/cart ./shop/ok',
        'go test -v -run "TestMany|TestSkipped" ./shop/cart',
        'go test -cover ./...',
        'go test -race -v ./shop/ok 2>&1; go test -v ./shop/ok',
        'cd /usr/local/go/src && go test -v -short strings 2>&1 | head -400',
        'cd /usr/local/go/src && go test -v sort 2>&1 | tail -150',
        'GOMODCACHE=/tmp/gm go mod download -x 2>&1 | head -60; chmod -R u+w /tmp/gm; rm -rf /tmp/gm',
      ],
    },
    {
      tool: 'go-json',
      dir: 'projects/go',
      also: ['json'],
      commands: ['go test -json ./shop/cart', 'go test -json ./shop/ok ./shop/cart'],
    },
    {
      tool: 'cargo',
      dir: 'projects/rust',
      commands: [
        'CARGO_TARGET_DIR=/tmp/ct cargo build',
        'CARGO_TARGET_DIR=/tmp/ct cargo test',
        'CARGO_TARGET_DIR=/tmp/ct cargo test -- --nocapture --test-threads 1',
        'CARGO_TARGET_DIR=/tmp/ct cargo clippy',
        'cd ../rust-broken; CARGO_TARGET_DIR=/tmp/ct cargo build',
        'cd ../rust-broken; CARGO_TARGET_DIR=/tmp/ct cargo check --message-format short',
        'CARGO_TARGET_DIR=/tmp/ct2 cargo check -v 2>&1; rm -rf /tmp/ct2',
        'cd ../rust-broken; rustc src/main.rs -o /tmp/x',
        'CARGO_TARGET_DIR=/tmp/ct cargo doc',
        'CARGO_TARGET_DIR=/tmp/ct RUST_BACKTRACE=1 cargo test first_of_none',
      ],
    },
    {
      tool: 'tsc',
      dir: 'projects/js',
      commands: [
        bin('tsc --noEmit --strict --target es2022 bad.ts'),
        bin('tsc --noEmit --strict --pretty --target es2022 bad.ts'),
        bin(
          'tsc --noEmit --allowJs --checkJs --target es2022 --types node cart.js node.test.js mocha/cart.spec.js',
        ),
        bin('tsc --noEmit --strict --listFiles --target es2022 bad.ts'),
        'cd ../../repos/express && /srv/app/web/node_modules/.bin/tsc --noEmit --allowJs --checkJs lib/express.js | head -200',
        bin('tsc --noEmit --extendedDiagnostics --strict bad.ts'),
      ],
    },
    {
      tool: 'eslint',
      dir: 'projects/js',
      commands: [
        'eslint .',
        'eslint -c eslint.config.js cart.js node.test.js',
        'eslint --format stylish mocha jest',
        'eslint cart.js --fix-dry-run',
        'eslint --format unix cart.js || true; eslint --format html cart.js | head -c 0; eslint cart.js mocha',
      ].map((c) =>
        c
          .replaceAll('eslint ', '/srv/app/web/node_modules/.bin/eslint ')
          .replace('-c /srv/app/web/node_modules/.bin/eslint', '-c eslint'),
      ),
    },
    {
      tool: 'eslint-json',
      dir: 'projects/js',
      also: ['json'],
      commands: ['/srv/app/web/node_modules/.bin/eslint --format json cart.js mocha'],
    },
    {
      tool: 'npm',
      dir: 'projects/web',
      commands: [
        'mkdir -p /tmp/ni && cd /tmp/ni && npm init -y',
        'cd /tmp/ni && npm install mocha@8 request@2 left-pad --loglevel http',
        'cd /tmp/ni && npm install no-such-package-of-any-kind-at-all@9',
        'cd /tmp/ni && npm install react@16 react-dom@18',
        'cd /tmp/ni && npm audit',
        'cd /tmp/ni && npm outdated',
        'cd /tmp/ni && npm run nothing; npm test',
        'cd /tmp/ni && npm install --verbose express@4 2>&1 | head -300',
        'cd /tmp/ni && npm ci; npm pack --dry-run /srv/app/repos/express; rm -rf /tmp/ni',
      ],
    },
    {
      tool: 'webpack',
      dir: 'projects/web',
      commands: [
        'webpack --mode production --entry ./src/main.js -o /tmp/wp',
        'webpack --mode development --entry ./src/missing.js -o /tmp/wp',
        'webpack --mode development --entry ./src/broken.js -o /tmp/wp --stats-error-details',
        'webpack --mode production --entry ./src/main.js -o /tmp/wp --stats verbose | head -500',
        'webpack --mode development --entry ./src/main.js -o /tmp/wp --progress',
      ].map((c) => bin(c)),
    },
    {
      tool: 'vite',
      dir: 'projects/web',
      commands: [
        'vite build --outDir /tmp/vb',
        'vite build --outDir /tmp/vb --debug 2>&1 | head -120',
        'sed -i s/main.js/missing.js/ index.html; X build --outDir /tmp/vb; sed -i s/missing.js/main.js/ index.html',
      ].map((c) => c.replace(/^vite|X(?= build)/, bin('vite'))),
    },
    {
      tool: 'pip',
      dir: 'projects/py',
      commands: [
        'rm -rf /tmp/pv; python3 -m venv /tmp/pv && /tmp/pv/bin/pip install flask requests',
        '/tmp/pv/bin/pip install no-such-package-of-any-kind',
        '/tmp/pv/bin/pip install "flask<1" "werkzeug>3"',
        '/tmp/pv/bin/pip install -v click==8.0.0 --force-reinstall 2>&1 | head -200',
        '/tmp/pv/bin/pip uninstall -y flask requests jinja2',
        '/tmp/pv/bin/pip install flask requests; /tmp/pv/bin/pip check; rm -rf /tmp/pv',
        'pip download --no-deps -d /tmp/pd sqlalchemy django numpy; rm -rf /tmp/pd',
      ],
    },
    {
      tool: 'apt',
      commands: [
        'apt-get install -y --no-install-recommends cowsay sl',
        'apt-get remove -y cowsay sl',
        'apt-get install -s --no-install-recommends gnuplot',
        'apt-get update',
        'apt-get install -y no-such-package; apt-get check; apt-get install -y git make',
        'apt-get upgrade -s | head -200',
        'apt-get install -y --reinstall tree',
      ],
    },
    {
      tool: 'make',
      dir: 'projects/c',
      commands: [
        'make clean all',
        'make -k clean all',
        'make -j2 -k clean all',
        'make -n all; make -p nothing | head -100',
        'gcc -Wall -Wextra -Wconversion -c cart.c -o /tmp/cart.o',
        'gcc -c broken.c -o /tmp/broken.o; gcc -fsyntax-only -DX -include stdio.h broken.c',
        'g++ -c list.cpp -o /tmp/list.o',
        'make nothing; make -d all 2>&1 | tail -80; make clean',
        'gcc -fanalyzer -c cart.c -o /tmp/cart.o',
      ],
    },
    {
      tool: 'cmake',
      dir: 'projects/c',
      commands: [
        'rm -rf /tmp/cb && cmake -S . -B /tmp/cb',
        'cmake --build /tmp/cb',
        'cmake --build /tmp/cb --verbose --clean-first',
        'cmake -S ../cmake-broken -B /tmp/cb2; rm -rf /tmp/cb2',
        'rm -rf /tmp/cb3; cmake -S . -B /tmp/cb3 -G Ninja && ninja -v -C /tmp/cb3; rm -rf /tmp/cb3',
      ],
    },
    {
      tool: 'maven',
      dir: 'projects/java',
      commands: [
        'mvn -B test',
        'mvn -B -o package -DskipTests',
        'mvn -B -o -f ../java-broken compile',
        'mvn -B dependency:tree',
        'mvn -B -o -q test',
        'mvn -B -o -X validate | head -200',
        'mvn -B clean install -Dmaven.test.failure.ignore',
      ],
    },
    {
      tool: 'javac',
      dir: 'projects/java-broken',
      commands: [
        'javac -d /tmp/jo src/main/java/shop/Broken.java',
        'javac -Xlint:all -d /tmp/jo ../java/src/main/java/shop/Cart.java ../java/src/test/java/shop/CartTest.java',
        'javac -verbose -d /tmp/jo ../java/src/main/java/shop/Cart.java | head -120',
      ],
    },
    {
      tool: 'gradle',
      dir: 'projects/gradle',
      commands: [
        'gradle build',
        'gradle test --info 2>&1 | head -200',
        'gradle tasks',
        'gradle nothing --stacktrace | head -60',
      ],
    },
  ],
  more: [
    {
      tool: 'ava',
      dir: 'projects/js',
      commands: [bin('ava ava/cart.test.js'), bin('ava --tap ava/cart.test.js')],
    },
    {
      tool: 'tap',
      dir: 'projects/js',
      commands: [bin('tap run --disable-coverage tap/cart.test.js'), 'node tap/cart.test.js'],
    },
    {
      tool: 'jasmine',
      dir: 'projects/js/jasmine',
      commands: [
        '/srv/app/web/node_modules/.bin/jasmine --random=false spec/cart.spec.js',
        '/srv/app/web/node_modules/.bin/jasmine --filter=case spec/cart.spec.js',
      ],
    },
    { tool: 'qunit', dir: 'projects/js', commands: [bin('qunit qunit')] },
    { tool: 'uvu', dir: 'projects/js', commands: [bin('uvu uvu')] },
    {
      tool: 'rollup',
      dir: 'projects/web',
      commands: [
        bin('rollup src/main.js -d /tmp/ro'),
        bin('rollup src/missing.js -d /tmp/ro'),
        bin('rollup src/broken.js -d /tmp/ro'),
      ],
    },
    {
      tool: 'esbuild',
      dir: 'projects/web',
      commands: [
        '$EDGE/node_modules/.bin/esbuild src/main.js --bundle --outdir=/tmp/eb --metafile=/tmp/eb/m.json --analyze',
        '$EDGE/node_modules/.bin/esbuild src/missing.js --bundle --outdir=/tmp/eb',
        '$EDGE/node_modules/.bin/esbuild src/broken.js --bundle --outdir=/tmp/eb',
      ],
    },
    {
      tool: 'parcel',
      dir: 'projects/web',
      commands: [
        bin('parcel build index.html --dist-dir /tmp/pc --cache-dir /tmp/pcc --no-autoinstall'),
      ],
    },
    {
      tool: 'mypy',
      dir: 'projects/py',
      commands: [
        venv('mypy --strict --cache-dir=/tmp/mc cart.py test_cart.py'),
        venv('mypy --pretty --strict --cache-dir=/tmp/mc cart.py test_unit.py'),
      ],
    },
    {
      tool: 'ruff',
      dir: 'projects/py',
      commands: [
        venv('ruff check --no-cache --select ALL .'),
        venv('ruff check --no-cache --output-format concise --select ALL .'),
        venv('ruff check --no-cache --statistics --select ALL .'),
      ],
    },
    {
      tool: 'pylint',
      dir: 'projects/py',
      commands: [
        venv('pylint cart.py test_cart.py test_other.py'),
        venv('pylint --reports=y cart.py'),
      ],
    },
    {
      tool: 'flake8',
      dir: 'projects/py',
      commands: [
        venv('flake8 --max-line-length 70 .'),
        venv('flake8 --show-source --max-line-length 60 test_cart.py'),
      ],
    },
    { tool: 'pyright', dir: 'projects/py', commands: [venv('pyright cart.py test_cart.py 2>&1')] },
    { tool: 'black', dir: 'projects/py', commands: [venv('black --check --verbose .')] },
    { tool: 'bandit', dir: 'projects/py', commands: [venv('bandit -r .')] },
    {
      tool: 'behave',
      dir: 'projects/py',
      commands: [venv('behave'), venv('behave --format progress3')],
    },
    {
      tool: 'robot',
      dir: 'projects/py',
      commands: [venv('robot --output NONE --log NONE --report NONE robot')],
    },
    { tool: 'tox', dir: 'projects/py', commands: [venv('tox --workdir /tmp/tox')] },
    {
      tool: 'django-test',
      dir: '/tmp',
      commands: [
        'rm -rf /tmp/dj && mkdir /tmp/dj && cd /tmp/dj && /srv/app/venv/bin/django-admin startproject shop . && printf "from django.test import TestCase\\nclass T(TestCase):\\n    def test_a(self):\\n        self.assertEqual(self.client.get(chr(47)).status_code, 404)\\n    def test_b(self):\\n        self.assertContains(self.client.get(chr(47)), 1)\\n" > shop/tests.py && /srv/app/venv/bin/python manage.py test -v 2',
        'cd /tmp/dj && /srv/app/venv/bin/python manage.py migrate; /srv/app/venv/bin/python manage.py check --deploy',
      ],
    },
    {
      tool: 'stylelint',
      dir: 'projects/js',
      commands: [bin('stylelint bad.css'), bin('stylelint -f unix bad.css')],
    },
    {
      tool: 'biome',
      dir: 'projects/js',
      commands: [
        '$EDGE/node_modules/.bin/biome lint --max-diagnostics=40 cart.js bad.ts bad.css',
        '$EDGE/node_modules/.bin/biome check --reporter=summary cart.js bad.ts',
      ],
    },
    { tool: 'oxlint', dir: 'projects/js', commands: [bin('oxlint cart.js bad.ts mocha')] },
    {
      tool: 'jshint',
      dir: 'projects/js',
      commands: [
        bin('jshint cart.js node.test.js'),
        bin('jshint --verbose --reporter=unix cart.js mocha'),
      ],
    },
    {
      tool: 'standard',
      dir: 'projects/js',
      commands: [bin('standard cart.js node.test.js mocha/*.js')],
    },
    {
      tool: 'markdownlint',
      dir: 'repos/express',
      commands: ['/srv/app/web/node_modules/.bin/markdownlint Readme.md History.md'],
    },
    { tool: 'html-validate', dir: 'projects/js', commands: [bin('html-validate bad.html')] },
    {
      tool: 'prettier',
      dir: 'projects/js',
      commands: [bin('prettier --check . ../../repos/express')],
    },
    {
      tool: 'pnpm',
      dir: '/tmp',
      commands: [
        'mkdir -p /tmp/pn && cd /tmp/pn && echo "{}" > package.json && /srv/app/web/node_modules/.bin/pnpm add express lodash request',
        'cd /tmp/pn && /srv/app/web/node_modules/.bin/pnpm add no-such-package-of-any-kind; /srv/app/web/node_modules/.bin/pnpm install --frozen-lockfile; rm -rf /tmp/pn',
      ],
    },
    {
      tool: 'yarn',
      dir: '/tmp',
      commands: [
        'mkdir -p /tmp/ya && cd /tmp/ya && echo "{}" > package.json && /srv/app/web/node_modules/.bin/yarn add express lodash request',
        'cd /tmp/ya && /srv/app/web/node_modules/.bin/yarn add no-such-package-of-any-kind; rm -rf /tmp/ya',
      ],
    },
    {
      tool: 'shellcheck',
      dir: 'projects',
      commands: [
        'shellcheck bad.sh bad2.sh',
        'shellcheck -f gcc bad2.sh',
        'shellcheck -s sh /etc/init.d/nginx | head -200',
      ],
    },
    { tool: 'cppcheck', dir: 'projects/c', commands: ['cppcheck --enable=all .'] },
    {
      tool: 'clang',
      dir: 'projects/c',
      commands: [
        'clang -Weverything -c cart.c -o /tmp/cart.o',
        'clang++ -c list.cpp -o /tmp/list.o',
        'clang -fsyntax-only -include stdio.h broken.c',
        'clang --analyze cart.c -o /tmp/cart.o',
      ],
    },
    {
      tool: 'meson',
      dir: 'projects/c',
      commands: [
        'rm -rf /tmp/me && meson setup /tmp/me',
        'meson test -C /tmp/me',
        'ninja -C /tmp/me -t clean; meson compile -C /tmp/me -v; rm -rf /tmp/me',
      ],
    },
    {
      tool: 'ctest',
      dir: 'projects/c',
      commands: [
        'rm -rf /tmp/ct4; (cmake -S . -B /tmp/ct4 && cmake --build /tmp/ct4) > /dev/null 2>&1; cd /tmp/ct4 && ctest',
        'cd /tmp/ct4 && ctest -V; rm -rf /tmp/ct4',
      ],
    },
    {
      tool: 'minitest',
      dir: 'projects/ruby',
      commands: ['ruby cart_test.rb --seed 7', 'ruby cart_test.rb -v --seed 7'],
    },
    { tool: 'prove', dir: 'projects/perl', commands: ['prove .', 'prove -v .', 'perl cart.t'] },
    {
      tool: 'bundler',
      dir: '/tmp',
      commands: [
        'rm -rf /tmp/gi; GEM_HOME=/tmp/gi gem install --verbose --local nothing 2>&1; ruby -wc /srv/app/projects/bad.sh; ruby -c /srv/app/projects/perl/cart.t',
      ],
    },
    {
      tool: 'mcs',
      dir: 'projects/mono',
      commands: [
        'printf \'using System;\\nclass A : IDisposable {\\n  int F() { }\\n  void G() { int x = "a"; y = 1; Console.Nope(); }\\n  static void Main() { new A().H(1); int unused = 1; }\\n}\\n\' > /tmp/A.cs; mcs -warn:4 /tmp/A.cs',
      ],
    },
    {
      tool: 'kotlinc',
      dir: '/tmp',
      commands: [
        'printf \'import no.such.Thing\\nfun main() {\\n  val x: Int = "a"\\n  x = 2\\n  undefined(3)\\n  val s: String? = null\\n  println(s.length)\\n  var unused = 1\\n}\\nclass A : Runnable { fun b(): Int { } }\\n\' > /tmp/a.kt; kotlinc /tmp/a.kt -d /tmp/ko',
      ],
    },
    {
      tool: 'elixirc',
      dir: '/tmp',
      commands: [
        "printf 'defmodule A do\\n  def f(x), do: y\\n  def g(a) do\\n    unused = 1\\n    B.missing(2)\\n  end\\nend\\n' > /tmp/a.ex; elixirc -o /tmp /tmp/a.ex",
        'printf \'ExUnit.start()\\ndefmodule T do\\n use ExUnit.Case\\n test "one" do assert 1 + 1 == 3 end\\n test "two" do assert %%{a: 1} == %%{a: 2} end\\n test "three" do raise "no" end\\n test "four" do assert true end\\nend\\n\' > /tmp/t.exs; elixir /tmp/t.exs --seed 1',
      ],
    },
    {
      tool: 'sphinx',
      dir: '/tmp',
      commands: [
        "rm -rf /tmp/sx && mkdir -p /tmp/sx && cd /tmp/sx && /srv/app/venv/bin/sphinx-quickstart -q -p shop -a ada -v 1 . && printf '\\nTitle\\n==\\n\\n.. nothing:: x\\n\\n:ref:`nowhere`\\n\\n.. toctree::\\n\\n   missing\\n' >> index.rst && /srv/app/venv/bin/sphinx-build -b html . out",
      ],
    },
    {
      tool: 'typedoc',
      dir: 'projects/js',
      commands: [
        '$EDGE/node_modules/.bin/typedoc --out /tmp/td --skipErrorChecking bad.ts --logLevel Verbose | head -100',
        '$EDGE/node_modules/.bin/typedoc --out /tmp/td bad.ts',
      ],
    },
    {
      tool: 'setuptools',
      dir: '/tmp',
      commands: [
        'rm -rf /tmp/su && mkdir -p /tmp/su/shop && cd /tmp/su && touch shop/__init__.py && cp /srv/app/projects/py/cart.py shop/ && printf \'from setuptools import setup\\nsetup(name="shop", version="1", packages=["shop"])\\n\' > setup.py && python3 setup.py sdist bdist_wheel',
      ],
    },
    {
      tool: 'dpkg',
      dir: '/var/cache/apt/archives',
      commands: [
        '(apt-get install -y --download-only --reinstall zlib1g-dev file > /dev/null); dpkg -i $(ls *.deb | head -2)',
        'dpkg --configure -a; apt-get autoremove -s; apt-get -s dist-upgrade | tail -60',
      ],
    },
    {
      tool: 'autoconf',
      dir: '/tmp',
      commands: [
        "rm -rf /tmp/ac && mkdir /tmp/ac && cd /tmp/ac && printf 'AC_INIT([shop],[1])\\nAC_PROG_CC\\nAC_CHECK_HEADERS([stdio.h stdlib.h zlib.h nope.h])\\nAC_CHECK_FUNCS([malloc strlcpy fork])\\nAC_CHECK_LIB([z],[inflate])\\nAC_OUTPUT\\n' > configure.ac && autoconf && ./configure",
      ],
    },
  ],
}
