/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs and commands for other shells and languages. */
import { root } from '../neutral.mjs'
import { pick, reads } from './pick.mjs'

const VENV = '/srv/app/venv'
const SITE = `${VENV}/lib/python3.11/site-packages`
const MODULES = '/srv/app/more/node_modules'
const venv = (command) => `${VENV}/bin/${command}`
const edge = (command) => `$EDGE/node_modules/.bin/${command}`
const python = (script) => `python3 - <<'P'\n${script}\nP`
const cats = (paths) => paths.map((path) => `cat '${path}'`)
const files = (tool, folder, ending, count = 3) => ({
  tool,
  commands: reads(pick(folder, ending, count)),
})
const all = (rows) => rows.map(([tool, ...commands]) => ({ tool, dir: '/srv/app', commands }))
/** Rows of what else a careful person would call them, going by the command alone. */
const or = (also, rows) => all(rows).map((row) => ({ ...row, also }))

const search = all([
  [
    'zipgrep',
    'cd /tmp && rm -f fz.zip && zip -qr fz.zip /srv/app/projects/py && zipgrep -i def fz.zip | head -60',
  ],
  [
    'xargs-grep',
    `find ${SITE}/django/http -name "*.py" | xargs grep -nE "^class |^def " | head -120`,
  ],
  ['git-grep-heading', 'cd repos/express && git grep -n --heading --break "require(" | head -150'],
  ['git-grep-function', 'cd repos/express && git grep -n -p "return" -- lib | head -120'],
  [
    'rg-vimgrep',
    'rg --vimgrep "def \\w+" python/click 2>/dev/null | head -120',
    'rg -n --no-heading -C 1 "raise ValueError" python | head -150',
  ],
  [
    'cscope-lines',
    'cd /tmp && cp /srv/app/debian/zlib*/*.c . 2>/dev/null; cscope -bR -f /tmp/cs.out -s /srv/app/debian/zlib-1.2.13.dfsg >/dev/null 2>&1; cscope -d -f /tmp/cs.out -L0 inflate | head -100',
  ],
  ['bfs-grep', 'grep -rnH --include="*.go" "func (" go/sort go/text | head -150'],
  [
    'lzgrep',
    'xzgrep -Hn "" /usr/share/doc/*/NEWS.gz 2>/dev/null | head -0; bzgrep -Hn "int " debian/bzip2-1.0.8/*.c | head -120',
  ],
])

const listing = [
  ...all([
    [
      'exa',
      'exa -la /usr/share/perl5 | head -90',
      'exa --tree --level 2 repos/express',
      'exa -1 /usr/lib',
    ],
    ['tar', 'tar czf /tmp/ft.tgz projects/py && tar tzvf /tmp/ft.tgz', 'tar tzf /tmp/ft.tgz'],
    [
      'jar',
      'jar tf $(find / -name "*.jar" -size +200k -not -path "/proc/*" 2>/dev/null | sort | head -1) | head -150',
    ],
    ['ar', 'ar tv $(find /usr/lib -name "*.a" -size +100k | sort | head -1) | head -120'],
    ['fc-list', 'fc-list | sort | head -100', 'fc-list : family style file | sort | head -80'],
    [
      'gem-like',
      'perl -MExtUtils::Installed -e \'print "$_\\n" for ExtUtils::Installed->new->modules\'; find /usr/share/perl5 -maxdepth 1 -name "*.pm" -printf "%f\\n"',
    ],
    ['rpm', 'rpm --showrc | grep "^ARCH\\|^compat" ; rpm --eval "%{_libdir}"; rpm --querytags'],
    ['alternatives', 'update-alternatives --get-selections'],
    [
      'dpkg-files',
      'dpkg -L git | head -150',
      'dpkg -S /usr/bin/g*',
      'dpkg --get-selections | head -150',
    ],
    ['users', 'getent passwd', 'getent group; getent services | head -80', 'getent protocols'],
    [
      'systemd',
      'systemctl list-unit-files --no-pager --root=/ 2>&1 | head -100',
      'systemd-path',
      'systemd-analyze --version; systemd-analyze unit-paths; systemd-analyze filesystems 2>&1 | head -80',
    ],
    [
      'kernel',
      'sysctl -a 2>/dev/null | head -150',
      'cat /proc/filesystems /proc/devices',
      'cat /proc/meminfo',
    ],
    [
      'mime',
      'file --mime-type /usr/share/doc/*/copyright | head -90',
      'find /etc -name "*.conf" -exec file {} + | head -90',
    ],
    ['dircolors', 'dircolors -p | grep "^\\.\\|^[A-Z]" | head -120'],
    [
      'tree-sizes',
      'du -ah --max-depth=2 repos/express | head -120',
      'tree -sh --dirsfirst repos/commander | head -120',
    ],
    [
      'php-ext',
      'php -r \'foreach (ini_get_all() as $k => $v) echo "$k => $v[local_value]\\n";\' | head -150',
    ],
    [
      'ansible-list',
      venv('ansible-doc -l 2>/dev/null | head -120'),
      venv('ansible-config dump 2>/dev/null | head -120'),
    ],
    [
      'poetry-like',
      venv('pip freeze --all'),
      venv('pip list --format=columns'),
      venv('pip index versions click 2>&1 | head -40; ') +
        venv('pip inspect 2>/dev/null | head -0; ') +
        venv('pip list --format=freeze'),
    ],
    [
      'rustup',
      'rustup show 2>&1; rustup component list 2>&1 | head -120',
      'cargo --list',
      'rustc --print target-list',
      'rustc --print cfg; rustc --print sysroot',
    ],
    ['go-env', 'go env', 'cd go && go list std | head -200', 'go tool; go tool dist list'],
    [
      'node-list',
      "node -p \"Object.keys(process.versions).map((k) => k + ' ' + process.versions[k]).join('\\n')\"; node -p \"require('module').builtinModules.join('\\n')\"",
      'node --v8-options | grep "^  --" | head -150',
    ],
    [
      'java-modules',
      'java --list-modules',
      'java -XshowSettings:properties -version 2>&1 | head -80',
      'jdeps -s $(find / -name "*.jar" -size +200k -not -path "/proc/*" 2>/dev/null | sort | head -1)',
    ],
    [
      'exiftool-like',
      'find repos/express -type f -printf "%M %u %s %p\\n" | head -120',
      'find repos/express -type f -newer repos -ls | head -100',
      'stat --printf "%n|%s|%y\\n" /usr/bin/[g-h]*',
    ],
    [
      'git-files',
      'cd repos/express && git ls-tree -r --long HEAD | head -120',
      'cd repos/express && git status --porcelain=v2 --branch; git -C . for-each-ref | head -100',
      'cd repos/express && git stash list; git worktree list; git tag -n | head -80',
    ],
    [
      'terraform',
      'terraform -version; terraform providers 2>&1; ls -laR /opt/tf-plugins | head -120',
    ],
    [
      'kubectl',
      'kubectl config view; kubectl options | head -0; kubectl completion bash | grep -o "^_kubectl[a-z_]*" | sort -u | head -100',
    ],
    [
      'openssl-facts',
      'openssl version -a; openssl list -commands | head -80',
      'openssl ecparam -list_curves',
    ],
    [
      'llvm',
      'llc-14 --version',
      'clang -print-targets 2>/dev/null | head -60; clang -print-supported-cpus 2>&1 | head -80',
    ],
  ]),
  ...or(
    ['table'],
    [
      ['sizes', 'size -A /usr/bin/git', 'size /usr/lib/x86_64-linux-gnu/*.so.? | head -80'],
      ['headers', 'readelf -SW /usr/bin/git', 'objdump -h /usr/bin/git | head -80'],
      [
        'sockets',
        'cat /proc/net/tcp /proc/net/unix | head -60',
        'lsns; lsipc',
        'ipcs -a; lslogins',
      ],
      ['disks', 'df -hT', 'findmnt -A', 'df -i; lsblk -f'],
      [
        'threads',
        'ps -eLf | head -60',
        'top -b -n 1 | head -40',
        'ps -eo pid,ppid,stat,etime,rss,args --sort=-rss | head -40',
      ],
    ],
  ),
]

const diff = all([
  [
    'interdiff',
    'cd repos/express && git diff HEAD~6 HEAD~3 > /tmp/f1.diff; git diff HEAD~6 HEAD > /tmp/f2.diff; interdiff /tmp/f1.diff /tmp/f2.diff | head -200',
    'combinediff /tmp/f1.diff /tmp/f1.diff 2>/dev/null | head -150',
  ],
  [
    'filterdiff',
    'filterdiff --format=context /tmp/f2.diff | head -200',
    'filterdiff -i "*.md" /tmp/f2.diff | head -200',
    'flipdiff -U1 /tmp/f1.diff /tmp/f2.diff 2>/dev/null | head -100; editdiff --version >/dev/null 2>&1; filterdiff --strip=1 -x "*.md" /tmp/f2.diff | head -150',
  ],
  ['diffstat', 'diffstat /tmp/f2.diff', 'diffstat -p1 -f 4 /tmp/f2.diff'],
  [
    'python-difflib',
    python(
      "import difflib,glob\na=open(glob.glob('/srv/app/python/click/**/core.py',recursive=True)[0]).read().splitlines(True)\nb=[l.replace('self.name','self.title') for l in a]\nprint(''.join(difflib.unified_diff(a,b,'a/core.py','b/core.py')))",
    ),
    python(
      "import difflib,glob\na=open(glob.glob('/srv/app/python/click/**/utils.py',recursive=True)[0]).read().splitlines(True)\nb=[l.replace('stream','flow') for l in a]\nprint(''.join(difflib.context_diff(a,b,'a/utils.py','b/utils.py',n=1)))",
    ),
    python(
      "import difflib,glob\na=open(glob.glob('/srv/app/python/click/**/utils.py',recursive=True)[0]).read().splitlines()[:90]\nb=[l.replace('stream','flow') for l in a]\nprint('\\n'.join(difflib.ndiff(a,b)))",
    ),
  ],
  [
    'rustfmt',
    'printf "fn main(){let x=1;\\n let y  = vec![1,2,3];\\n  if x==1{println!(\\"{}\\",y.len());}}\\nstruct A{a:u8,b:u8}\\nimpl A{fn f(&self)->u8{self.a}}\\n" > /tmp/fm.rs; rustfmt --check --color never /tmp/fm.rs',
  ],
  [
    'gofmt',
    'printf "package a\\nimport \\"fmt\\"\\nfunc  F( x int)int{\\nif x>1{ return   x }\\nfmt.Println( x )\\n  return 0}\\nvar (\\n a=1\\n bb =  2\\n)\\n" > /tmp/fm.go; gofmt -d /tmp/fm.go',
  ],
  [
    'ruff-diff',
    `printf 'import os,sys\\nx = {  "a":1,"b" : 2 }\\ndef f( a,b ):\\n  return a+b\\nclass  C:\\n  x=1\\n  def g(self): return  self.x\\n' > /tmp/rf.py; ${venv('ruff format --diff /tmp/rf.py')}`,
    venv('black --diff -q /tmp/rf.py'),
  ],
  [
    'git-formats',
    'cd repos/express && git log -p -2 --format=medium -- lib',
    'cd repos/express && git log --pretty="format:%h %ad %an %s" --date=short | head -120',
    'cd repos/express && git log --pretty=fuller -6',
    'cd repos/express && git range-diff HEAD~5..HEAD~2 HEAD~4..HEAD 2>&1 | head -150',
    'cd repos/express && git diff --color-words=. HEAD~2 HEAD -- lib | head -100; git diff --compact-summary HEAD~20 HEAD | head -80',
    'cd repos/commander && git log --graph --format="%h %s (%an, %ar)" | head -80',
    'cd repos/commander && git shortlog -sne | head -60',
    'cd repos/commander && git show --stat --format=full HEAD~1 HEAD~2',
    'cd repos/commander && git annotate lib/help.js 2>/dev/null | head -100',
  ],
  [
    'svnlook',
    'svnlook changed -r HEAD svn-store 2>/dev/null; svnlook diff svn-store 2>/dev/null | head -100',
  ],
])

const build = all([
  [
    'rake',
    'mkdir -p /tmp/rk && cd /tmp/rk && printf "task default: [:lint, :spec]\\ntask :lint do\\n  puts %%q(Linting 4 files)\\n sh %%q(ruby -wc a.rb)\\nend\\ntask :spec do\\n sh %%q(ruby -e exit(3))\\nend\\n" > Rakefile; echo "x = 1; def f; y = 2; end" > a.rb; rake; rake --trace; rake -P',
  ],
  [
    'ld',
    `printf 'int g(void); int h(int); int main(void){return g()+h(2);}' > /tmp/l1.c; printf 'int main(void){return 0;} extern int q; int k(void){return q;}' > /tmp/l2.c; cd /tmp; gcc -c l1.c l2.c; ld l1.o l2.o -o l.out; gcc l1.o l2.o -o l.out -Wl,--verbose 2>&1 | tail -20`,
    `cd /tmp; gcc -fuse-ld=lld l1.o l2.o -o l.out; gcc -fuse-ld=gold l1.o l2.o -o l.out`,
  ],
  [
    'gcc-12',
    `printf '#include <stdio.h>\\nint f(int a, char *b){ int unused; if (a = 2) printf("%%s %%d", a, b); return g(a) }\\nstruct s { int x; int x; };\\nvoid h(){ int y; y++; char c = 400; return 1; }\\n' > /tmp/gg.c; gcc -Wall -Wextra -fanalyzer -c /tmp/gg.c -o /dev/null`,
    'g++ -Wall -x c++ -c /tmp/gg.c -o /dev/null',
    'gcc -fdiagnostics-format=json -c /tmp/gg.c -o /dev/null 2>&1 | head -0; clang -Wall -Weverything -c /tmp/gg.c -o /dev/null',
  ],
  [
    'rustc',
    `printf 'use std::collections::HashMap;\\nfn main(){ let x: u8 = 300; let y = String::from("a"); let z = y; println!("{}", y); foo(); let mut v = 1; }\\nfn un(){}\\nstruct A { a: B }\\n' > /tmp/rr.rs; rustc /tmp/rr.rs -o /tmp/rr`,
    'rustc --error-format=short /tmp/rr.rs -o /tmp/rr',
    'cd /tmp && rm -rf fcl && cargo new --vcs none fcl 2>&1; cd fcl && printf "fn main(){ let v: Vec<u8> = Vec::new(); if v.len() == 0 { println!(\\"x\\"); } let x = 5; let y = x.clone(); return; }\\n" > src/main.rs && cargo clippy --offline 2>&1; cargo test --offline 2>&1',
    'cd /tmp/fcl && cargo build --offline --timings 2>&1; cargo build --offline -v 2>&1; cargo run --offline -q 2>&1; cargo fmt --check -- --color never 2>&1 | head -0; cargo doc --offline 2>&1; cargo bench --offline 2>&1',
  ],
  [
    'ghc-like',
    'printf "module Main where\\nmain = x\\n" > /tmp/m.hs; scalac -version 2>&1 | head -0; kotlinc-jvm -nowarn /tmp/none.kt 2>&1 | head -5; groovyc /tmp/gg.c 2>&1 | head -60',
  ],
  [
    'elixir-mix',
    'cd /tmp && rm -rf mx && mix new mx 2>&1; cd mx && mix test 2>&1',
    'cd /tmp/mx && printf "defmodule MxTest do\\n  use ExUnit.Case\\n  test \\"a\\" do\\n    assert 1 + 1 == 3\\n  end\\n  test \\"b\\" do\\n    assert Mx.hello() == :mars\\n  end\\n  test \\"c\\", do: assert true\\nend\\n" > test/mx_test.exs; mix test 2>&1; mix test --trace 2>&1',
    'cd /tmp/mx && printf "defmodule Mx do\\n  def hello(x), do: y\\n  def z(a), do: 1\\nend\\n" > lib/mx.ex; mix compile 2>&1; mix format --check-formatted 2>&1',
  ],
  [
    'ansible',
    'mkdir -p /tmp/an && cd /tmp/an && printf -- "- hosts: localhost\\n  connection: local\\n  gather_facts: false\\n  tasks:\\n    - name: say\\n      debug: msg=hello\\n    - name: make a folder\\n      file: path=/tmp/an/x state=directory\\n    - name: run\\n      command: echo hi\\n    - name: fail\\n      command: cat /nothing\\n      ignore_errors: true\\n    - name: each\\n      debug: msg={{ item }}\\n      loop: [1,2,3]\\n" > p.yml; ANSIBLE_NOCOLOR=1 ' +
      venv('ansible-playbook -i localhost, p.yml') +
      ' 2>&1',
    `cd /tmp/an && ${venv('ansible-lint --offline --nocolor p.yml')} 2>&1`,
    `cd /tmp/an && ${venv('ansible-lint --offline --nocolor -p p.yml')} 2>&1`,
    'cd /tmp/an && ANSIBLE_NOCOLOR=1 ' +
      venv('ansible-playbook -v --check --diff -i localhost, p.yml') +
      ' 2>&1',
  ],
  [
    'terraform',
    'mkdir -p /tmp/tf && cd /tmp/tf && printf "resource \\"null_resource\\" \\"a\\" {\\n  count = \\n}\\nvariable \\"x\\" { type = strin }\\n" > main.tf; terraform validate -no-color; terraform init -no-color 2>&1 | head -60',
    'cd /tmp/tf && printf "variable \\"x\\" {\\n  default = 1\\n}\\nresource \\"terraform_data\\" \\"a\\" {\\n  count = 3\\n  input = var.x\\n}\\noutput \\"o\\" {\\n  value = terraform_data.a[0].id\\n}\\n" > main.tf; terraform init -no-color && terraform plan -no-color',
    'cd /tmp/tf && terraform apply -no-color -auto-approve; terraform destroy -no-color -auto-approve',
  ],
  [
    'msgfmt',
    `printf 'msgid "a"\\nmsgstr "b"\\n\\nmsgid "a"\\nmsgstr "c"\\n\\n#, c-format\\nmsgid "x %%d"\\nmsgstr "y %%s"\\nmsgid "q"\\n' > /tmp/m.po; msgfmt -c -v /tmp/m.po -o /dev/null; msgfmt --statistics /tmp/m.po -o /dev/null; ${venv('pybabel -v compile -i /tmp/m.po -o /tmp/m.mo -D x')} 2>&1 | tail -4; xgettext -d t -o - /srv/app/debian/zlib*/contrib/*/*.c 2>&1 | head -20`,
  ],
  [
    'xmllint',
    `printf '<a><b x="1" x="2">&foo;</c><d></a>\\n<e>' > /tmp/x.xml; xmllint /tmp/x.xml; xmllint --noout --valid /usr/share/xml/*/*.xml 2>&1 | head -60`,
    'xsltproc /tmp/x.xml /tmp/x.xml; xmllint --html --noout repos/express/Readme.md 2>&1 | head -60',
  ],
  [
    'nginx-check',
    'nginx -t -c /etc/hosts; apache2ctl -t 2>&1; haproxy -c -f /etc/hosts 2>&1; lighttpd -t -f /etc/hosts 2>&1; named-checkconf /etc/hosts; sshd -t -f /etc/hosts 2>&1; unbound-checkconf /etc/hosts 2>&1; promtool check config /etc/hosts 2>&1',
  ],
  [
    'stubtest',
    `cd /tmp && mkdir -p stb && printf 'def f(a: int) -> str: ...\\ndef gone() -> None: ...\\nclass A:\\n    x: int\\n    def m(self, q) -> None: ...\\n' > stb/stt.pyi && printf 'def f(b): return b\\nclass A:\\n    x = "s"\\n    def m(self): pass\\n' > stt.py; MYPYPATH=stb ${venv('stubtest stt')} 2>&1`,
  ],
  [
    'mypyc',
    `cd /tmp && printf 'def f(x: int) -> str:\\n    return x\\ndef g(y) -> None:\\n    undefined_name\\nclass A:\\n    def m(self) -> int: return "a"\\n' > myc.py; ${venv('mypyc myc.py')} 2>&1 | head -60`,
    venv('mypy --strict --show-error-context --pretty /tmp/myc.py'),
  ],
  [
    'undill',
    venv('symilar -d 4 /srv/app/python/click/src/click/*.py 2>/dev/null | tail -60; ') +
      venv('pylint --disable=all --enable=E,R --reports=y /tmp/myc.py'),
  ],
  [
    'django',
    `cd /tmp && rm -rf dja && ${venv('django-admin startproject dja')} && cd dja && printf '\\nINSTALLED_APPS += ["gone"]\\n' >/dev/null; ${venv('python manage.py migrate --no-color')} 2>&1`,
    `cd /tmp/dja && ${venv('python manage.py check --deploy --no-color')} 2>&1; ${venv('python manage.py test -v 2 --no-color')} 2>&1`,
    `cd /tmp/dja && ${venv('python manage.py collectstatic --dry-run --noinput -v 2 --no-color')} 2>&1 | head -60`,
  ],
  [
    'libdoc',
    venv('rebot --nostatusrc /tmp/none.xml; ') +
      `printf '*** Test Cases ***\\nOne\\n    Log    hi\\nTwo\\n    Fail    no stock\\nThree\\n    Should Be Equal    1    2\\n' > /tmp/t.robot; cd /tmp && ${venv('python -m robot --nostatusrc --consolecolors off t.robot')}`,
    `cd /tmp && ${venv('python -m robot --nostatusrc --dotted --consolecolors off t.robot')}; ${venv('python -m robot --dryrun --nostatusrc --consolecolors off t.robot')}`,
  ],
  [
    'wrangler',
    edge('publint run --strict $EDGE; ') +
      edge('attw --version; ') +
      edge('size-limit --json 2>&1 | head -0; ') +
      edge('depcruise --no-config -T err-long $EDGE/src/engine/detect'),
    edge('knip --version; ') + edge('rolldown $EDGE/src/engine/index.ts -d /tmp/rd 2>&1'),
    edge('vite build --outDir /tmp/vo /tmp/none 2>&1; ') +
      edge('tsc --noEmit --listFilesOnly false /tmp/none.ts 2>&1; ') +
      edge('asc /tmp/gg.c -o /tmp/x.wasm 2>&1'),
  ],
  [
    'node-coverage',
    `cd /tmp && printf 'import test from "node:test"; import assert from "node:assert"; test("adds", () => assert.equal(1 + 1, 2)); test("fails", () => assert.deepEqual({ a: 1 }, { a: 2 })); test("skips", { skip: true }, () => {}); test.todo("later")' > cov.test.mjs; node --test --test-reporter=spec --experimental-test-coverage cov.test.mjs`,
    'cd /tmp && node --test --test-reporter=tap cov.test.mjs',
    'cd /tmp && node --test --test-reporter=dot cov.test.mjs; node --test --test-reporter=junit cov.test.mjs | head -0; node --test cov.test.mjs',
  ],
  [
    'perl-test',
    `cd /tmp && printf 'use Test::More tests => 5; ok(1, "one"); is(2, 3, "two"); is_deeply([1],[1],"three"); like("abc", qr/x/, "four"); subtest five => sub { plan tests => 2; ok 1; ok 0, "inner" };' > pt.t; perl pt.t`,
    'cd /tmp && prove -v pt.t; prove --timer pt.t pt.t',
    'for f in /usr/share/perl5/*.pm; do perl -wc $f; done 2>&1 | head -40',
    'podchecker /usr/share/perl5/*.pm 2>&1 | head -60',
  ],
  [
    'go-tools',
    'cd /tmp && rm -rf gt && mkdir gt && cd gt && go mod init x.test/gt 2>&1; printf "package gt\\n\\nimport (\\n\\t\\"fmt\\"\\n\\t\\"os\\"\\n)\\n\\nfunc F(x int) string {\\n\\tfmt.Printf(\\"%%s\\", x)\\n\\treturn x\\n}\\nfunc g() { y := 1 }\\n" > a.go; go build ./... ; go vet ./...',
    'cd /tmp/gt && printf "package gt\\n\\nfunc F(x int) int { return x }\\n" > a.go && printf "package gt\\n\\nimport \\"testing\\"\\n\\nfunc TestA(t *testing.T) { t.Run(\\"x\\", func(t *testing.T) { t.Errorf(\\"got %%d\\", F(1)) }) ; t.Run(\\"y\\", func(t *testing.T) {}) }\\nfunc TestB(t *testing.T) { t.Skip(\\"later\\") }\\nfunc TestC(t *testing.T) { var p *int; _ = *p }\\nfunc BenchmarkF(b *testing.B) { for i := 0; i < b.N; i++ { F(i) } }\\n" > a_test.go; go test ./... 2>&1',
    'cd /tmp/gt && go test -run "TestA|TestB" -v -cover ./... 2>&1; go test -run xxx -bench . -benchtime 20x 2>&1; go build -x ./... 2>&1 | head -40',
  ],
  [
    'javac-lint',
    `mkdir -p /tmp/jl && cd /tmp/jl && printf 'import java.util.*;\\npublic class Q { List l = new ArrayList(); int f(String s){ l.add(s); return s; } void g(){ undefined(); int x; System.out.println(x); } }\\n' > Q.java; javac -Xlint:all -Xdiags:verbose Q.java`,
    `cd /tmp/jl && printf '/** @param zz no */\\npublic class R { /** {@link Gone} @return */ public void f(int a){} }\\n' > R.java; javadoc -Xdoclint:all -d /tmp/jd R.java`,
  ],
  [
    'jshell-ant',
    'cd /srv/app/projects/gradle && (gradle --offline --console=plain build 2>&1; gradle --offline --console=plain tasks 2>&1 | head -0)',
    'cd /srv/app/projects/java && mvn -o -q test 2>&1 | head -100',
  ],
  [
    'docker',
    'docker build . 2>&1 | head; shellcheck -f gcc /usr/bin/*.sh /etc/init.d/* 2>/dev/null | head -60',
    'shellcheck -f tty /etc/init.d/[a-d]* 2>/dev/null | head -120; true',
  ],
  [
    'autotools',
    'cd /tmp && rm -rf at && mkdir at && cd at && printf "AC_INIT([a],[1])\\nAC_PROG_CC\\nAC_CHECK_HEADERS([stdio.h gone.h math.h])\\nAC_CHECK_FUNCS([malloc fork gonefn])\\nAC_SEARCH_LIBS([sin],[m])\\nAC_CONFIG_FILES([Makefile])\\nAC_OUTPUT\\n" > configure.ac; echo "all: ; echo @CC@" > Makefile.in; autoreconf -v 2>&1; ./configure 2>&1',
    'cd /tmp/at && autoscan -v 2>&1 | head -30; ./configure --enable-gone --disable-silent-rules 2>&1 | tail -30; make 2>&1; make gone 2>&1; make -n -d all 2>&1 | head -60',
  ],
  [
    'perf-tools',
    'redis-benchmark --version; openssl speed -seconds 1 -bytes 64 sha256 md5 2>&1',
    'ab -V | head -0; pgbench --version; python3 -m unittest -v test.test_bisect 2>&1 | tail -60',
    'python3 -m test -v test_heapq 2>&1 | tail -80',
  ],
  [
    'wasm',
    'cd /tmp && printf "(module (func (export \\"a\\") (param i32) (result i64) (local.get 0)) (func (call $gone)))" > w.wat; ' +
      edge('wasm-opt w.wat -O3 --print 2>&1; ') +
      edge('wasm-as w.wat 2>&1') +
      '; llvm-mc-14 /tmp/gg.c 2>&1 | head -60',
  ],
])

const trace = all([
  [
    'jshell',
    'printf "int f(int n) { return n == 0 ? 1 / n : f(n - 1); }\\nf(6)\\n" | jshell -s 2>&1',
    `mkdir -p /tmp/jt && cd /tmp/jt && printf 'import java.util.concurrent.*;public class T { static int f(int n){ if(n==0) throw new IllegalStateException("gone"); return f(n-1); } public static void main(String[] a) throws Exception { ExecutorService e = Executors.newFixedThreadPool(1); e.submit(() -> f(5)).get(); } }' > T.java; java T.java`,
    `cd /tmp/jt && printf 'public class U { public static void main(String[] a) { try { java.util.List.of(1).add(2); } catch (Exception e) { throw new RuntimeException("order 7 failed", e); } } }' > U.java; java U.java`,
  ],
  [
    'python-asyncio',
    python(
      "import asyncio\nasync def pay(n):\n  await asyncio.sleep(0)\n  if n == 0: raise ConnectionError('refused')\n  await pay(n - 1)\nasync def main():\n  await asyncio.gather(pay(3), pay(2))\nasyncio.run(main())",
    ),
    python(
      'import asyncio\nasync def pay(n):\n  raise ValueError(n)\nasync def main():\n  async with asyncio.TaskGroup() as g:\n    for n in range(3): g.create_task(pay(n))\nasyncio.run(main())',
    ),
  ],
  [
    'python-threads',
    python(
      'import threading\ndef f(n):\n  return 1 / 0 if n == 0 else f(n - 1)\nts=[threading.Thread(target=f,args=(n,)) for n in range(3)]\n[t.start() for t in ts];[t.join() for t in ts]',
    ),
    python(
      "from concurrent.futures import ProcessPoolExecutor as P\ndef f(n):\n  return {}[n]\nif __name__ == '__main__':\n  with P(1) as p: list(p.map(f, range(3)))",
    ),
    python(
      'import traceback, sys\ndef f(n):\n  traceback.print_stack() if n == 0 else f(n - 1)\nf(4)\nimport faulthandler; faulthandler.dump_traceback()',
    ),
    python(
      "import json, decimal\ntry:\n  json.loads('{\"a\": }')\nexcept ValueError as e:\n  raise RuntimeError('order 7 cannot be read') from e",
    ),
  ],
  [
    'django',
    `cd /tmp/dja && ${venv('python manage.py shell -c "from django.urls import reverse; reverse(\\"gone\\")"')}`,
    `cd /tmp/dja && ${venv('python manage.py runscript gone --traceback')}; ${venv('python manage.py dumpdata gone.app --traceback')}`,
  ],
  [
    'sqlalchemy',
    `${venv('python')} -c "import sqlalchemy as s; e = s.create_engine('sqlite://'); e.connect().execute(s.text('select * from gone'))"`,
    `${venv('python')} -c "import pandas as p; p.DataFrame({'a': [1]})['b']"`,
    `${venv('python')} -c "import jinja2; jinja2.Template('{% for x in y %}{{ x.a.b }}{% endfor %}').render(y=[1])"`,
    `${venv('python')} -c "import httpx; httpx.get('http://127.0.0.1:9/')"`,
  ],
  [
    'node-async',
    `node -e "async function a(n) { await null; if (!n) throw new TypeError('gone', { cause: new RangeError('deep') }); await a(n - 1) } a(4)"`,
    `node -e "Promise.any([Promise.reject(new Error('one')), Promise.reject(new Error('two'))])"`,
    `node --input-type=module -e "import { gone } from 'node:fs'"`,
    `node -e "require('./gone/module')"`,
    `node --stack-trace-limit=40 -e "function f(n) { return n ? f(n - 1) : JSON.parse('{') } f(30)"`,
    `node -e "console.trace('here'); process.emitWarning('old', 'DeprecationWarning'); new (require('events'))().emit('error', new Error('unheard'))" 2>&1`,
    `node -e "require('assert').deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] })"`,
  ],
  [
    'go-panic',
    `mkdir -p /tmp/gp && cd /tmp/gp && printf 'package main\\n\\nimport "sync"\\n\\nfunc f(n int) { var m map[string]int; if n == 0 { m["a"] = 1 }; f(n - 1) }\\nfunc main() { var w sync.WaitGroup; w.Add(1); go func() { defer w.Done(); f(3) }(); w.Wait() }\\n' > p.go; go run p.go`,
    `cd /tmp/gp && printf 'package main\\n\\nfunc main() { c := make(chan int); go func() { select {} }(); <-c }\\n' > d.go; GOTRACEBACK=all go run d.go`,
    `cd /tmp/gp && printf 'package main\\n\\nimport ("runtime/debug"; "fmt"; "os")\\n\\nfunc f(n int) { if n == 0 { fmt.Fprintf(os.Stdout, "%%s", debug.Stack()); return }; f(n - 1) }\\nfunc main() { f(5) }\\n' > s.go; go run s.go`,
  ],
  [
    'rust-panic',
    `printf 'fn f(n: u32) -> u32 { if n == 0 { None::<u32>.unwrap() } else { f(n - 1) } }\\nfn main() { f(4); }\\n' > /tmp/rp.rs; rustc -g /tmp/rp.rs -o /tmp/rp 2>/dev/null; RUST_BACKTRACE=1 /tmp/rp`,
    'RUST_BACKTRACE=full /tmp/rp',
  ],
  [
    'ruby-deep',
    `ruby -e 'def a(n); n.zero? ? Integer("x") : a(n - 1); end; begin; a(4); rescue => e; raise KeyError, "order 7"; end'`,
    `ruby -e 'Thread.report_on_exception = true; Thread.new { [1].fetch(9) }.join'`,
    `ruby -e 'def f(n) = f(n + 1); f(0)' 2>&1 | head -40`,
  ],
  [
    'php-deep',
    `php -d display_errors=1 -r 'function a($n) { if (!$n) throw new RuntimeException("gone", 3, new LogicException("deep")); a($n - 1); } a(4);'`,
    `php -d display_errors=1 -r 'function f(int $x) { return $x; } try { f("a"); } catch (TypeError $e) { echo $e; }'`,
  ],
  [
    'elixir-mix',
    `cd /tmp/mx && printf 'defmodule Mx do\\n  def hello(n), do: (if n == 0, do: raise("gone"), else: 1 + hello(n - 1))\\nend\\n' > lib/mx.ex; mix run -e 'Mx.hello(3)' 2>&1`,
    `elixir -e 'Task.async(fn -> Map.fetch!(%{}, :a) end) |> Task.await()' 2>&1`,
  ],
  [
    'perl-die',
    `perl -MCarp=longmess -e 'sub f { my $n = shift; $n ? f($n - 1) : print longmess("here") } f(6)'`,
    `perl -Mdiagnostics -e 'my $x = undef; print $x->{a}->method' 2>&1`,
  ],
  [
    'guile-deep',
    `guile --no-auto-compile -c '(define (f n) (if (= n 0) (car 5) (+ 1 (f (- n 1))))) (f 4)'`,
  ],
  [
    'sbcl-deep',
    `sbcl --noinform --disable-debugger --eval '(defun f (n) (if (= n 0) (error "gone") (+ 1 (f (- n 1)))))' --eval '(f 4)' 2>&1 | head -40`,
  ],
  [
    'lldb-like',
    'cd /tmp && printf "int f(int n){return n?f(n-1):*(volatile int*)0;}int main(void){return f(5);}" > sg.c && gcc -g -O0 sg.c -o sg && gdb -q -batch -ex run -ex bt -ex "info threads" ./sg',
    'cd /tmp && clang -g -fsanitize=undefined,address sg.c -o sgu && ./sgu',
    'cd /tmp && valgrind ./sg 2>&1 | head -40',
  ],
])

const code = [
  files('python-ansible', `${SITE}/ansible/modules`, '.py', 3),
  files('js-edge', `${root}/node_modules/hono`, '.js', 3),
  files('ts-edge', `${root}/node_modules/miniflare`, '.d.ts', 2),
  files('assemblyscript', `${root}/node_modules/assemblyscript/std`, '.ts', 3),
  files('go-runtime', '/usr/local/go/src/runtime', '.go', 4),
  files('go-html', '/usr/local/go/src/html/template', '.go', 2),
  files('c-bzip2', '/srv/app/debian/bzip2-1.0.8', '.c', 3),
  files('c-python', '/usr/include/python3.11', '.h', 3),
  files('cpp-gcc', '/usr/include/c++/12/ext', '.h', 2),
  files('cpp-boost-like', '/usr/include/x86_64-linux-gnu', '.hpp', 2),
  files('java-sources-more', '/srv/app/java-sources', '.java', 4),
  files('ruby-stdlib', '/usr/lib/ruby/3.1.0', '.rb', 4),
  files('perl-core', '/usr/share/perl/5.36.0', '.pm', 4),
  files('php-share', '/usr/share/php', '.php', 3),
  files('tcl-lib', '/usr/share/tcltk', '.tcl', 3),
  files('shell-init', '/etc/init.d', '', 4),
  files('shell-completion', '/usr/share/bash-completion/completions', '', 3),
  files('vim-syntax', '/usr/share/vim', '.vim', 3),
  files('r-and-friends', '/usr/share', '.R', 1),
  files('sql-files', '/usr/share', '.sql', 3),
  files('css-modules', MODULES, '.css', 2),
  files('scss-modules', '/srv/app/web/node_modules', '.scss', 2),
  files('erlang-lib', '/usr/lib/erlang/lib', '.hrl', 2),
  files('lua-5.1', '/usr/share/lua', '.lua', 2),
  files('cmake-modules', '/usr/share/cmake-3.25/Modules', '.cmake', 3),
  files('prometheus-js', `${root}/playground`, '.ts', 1),
].filter(({ commands }) => commands.length > 0)

const table = all([
  ['iostat', 'iostat -dx 1 1', 'mpstat -P ALL 1 1', 'vmstat -w 1 4'],
  [
    'csvtool',
    'csvcut -c 1,2 /dev/null 2>/dev/null; ' +
      `find ${SITE} -name "*.csv" -size +2k | sort | tail -3 | head -1 | xargs head -80`,
    `find ${SITE} -name "*.csv" -size +2k | sort | tail -9 | head -1 | xargs head -80`,
    `find / -name "*.tsv" -size +1k -not -path "/proc/*" 2>/dev/null | sort | head -1 | xargs head -80`,
  ],
  [
    'mlr-more',
    `seq 60 | awk 'BEGIN{print "id,name,price,city"}{printf "%d,item %d,%d.50,%s\\n",$1,$1,$1*7%90,($1%2?"Oslo":"Bergen")}' > /tmp/t.csv; mlr --icsv --oxtab head -n 12 /tmp/t.csv | head -0; mlr --icsv --opprint cat /tmp/t.csv`,
    'mlr --icsv --opprint --barred head -n 30 /tmp/t.csv',
    'mlr --icsv --omd head -n 30 /tmp/t.csv',
    'mlr --icsv --otsv cat /tmp/t.csv',
  ],
  [
    'psql-like',
    `sqlite3 -header -column :memory: -cmd ".import --csv /tmp/t.csv t" "select * from t limit 40"`,
    `sqlite3 -csv -header :memory: -cmd ".import --csv /tmp/t.csv t" "select city, count(*) n, sum(price) total from t group by 1 union all select name, id, price from t"`,
    `sqlite3 -separator "|" :memory: -cmd ".import --csv /tmp/t.csv t" "select * from t limit 40"`,
  ],
  [
    'column-more',
    'column -s, -t /tmp/t.csv',
    'column -s, -t -o " | " /tmp/t.csv',
    'pr -2 -t /tmp/t.csv | head -0; awk -F, \'{printf "%-6s %-12s %8s %s\\n",$1,$2,$3,$4}\' /tmp/t.csv',
  ],
  [
    'rich-table',
    python(
      "rows=[(n, f'order {n}', n*37%91) for n in range(40)]\nprint(f\"{'id':>4} {'name':<12} {'size':>6}\")\nprint('-'*24)\nfor r in rows: print(f'{r[0]:>4} {r[1]:<12} {r[2]:>6}')",
    ),
    python(
      "rows=[(n, f'order {n}', n*37%91) for n in range(40)]\nprint('┌────┬──────────┬──────┐\\n│ id │ name     │ size │\\n├────┼──────────┼──────┤')\nfor r in rows: print(f'│ {r[0]:>2} │ {r[1]:<8} │ {r[2]:>4} │')\nprint('└────┴──────────┴──────┘')",
    ),
  ],
  [
    'node-console',
    `node -e "console.table(Array.from({ length: 30 }, (_, n) => ({ id: n, name: 'order ' + n, price: n * 7.5 })))"`,
    `node -e "console.log('sku;stock;price'); for (let n = 0; n < 50; n++) console.log([n, n * 3 % 17, (n * 1.5).toFixed(2)].join(';'))"`,
  ],
  [
    'numpy-more',
    `${venv('python')} -c "import pandas as p, numpy as n; d = p.DataFrame({'day': p.date_range('2024-01-01', periods=40), 'city': ['Oslo', 'Rome'] * 20, 'temp': n.arange(40) * .5}); print(d.to_string())"`,
    `${venv('python')} -c "import pandas as p, numpy as n; d = p.DataFrame(n.arange(120).reshape(30, 4), columns=['a', 'b', 'c', 'd']); print(d.to_csv())"`,
    `${venv('python')} -c "import pandas as p, numpy as n; d = p.DataFrame({'k': list('abc') * 12, 'v': range(36)}); print(d.groupby('k').describe().T); d.info()"`,
  ],
  [
    'mca',
    'printf "int f(int*a,int n){int s=0;for(int i=0;i<n;i++)s+=a[i]*i;return s;}" > /tmp/mc.c; clang -O2 -S /tmp/mc.c -o /tmp/mc.s; llvm-mca-14 /tmp/mc.s | tail -70',
  ],
])

const markup = [
  { tool: 'html-django', commands: cats(pick(`${SITE}/django`, '.html', 4)) },
  { tool: 'html-doc', commands: cats(pick('/usr/share/doc', '.html', 5)) },
  { tool: 'xml-mime', commands: cats(pick('/usr/share/mime/application', '.xml', 2)) },
  {
    tool: 'xml-share',
    commands: cats(
      pick('/usr/share/gtk-doc', '.xml', 1).concat(
        pick('/usr/share/xml', '.xml', 3),
        pick('/usr/share/polkit-1', '.policy', 2),
      ),
    ),
  },
  { tool: 'svg-icons', commands: cats(pick('/usr/share/icons', '.svg', 3)) },
  { tool: 'pom-more', commands: cats(pick('/usr/share/maven-repo', '.pom', 3)) },
  { tool: 'xsl', commands: cats(pick('/usr/share/xml', '.xsl', 2)) },
]

const prose = [
  ...all([
    [
      'help-fourth',
      venv('ansible-playbook --help'),
      'terraform plan -help',
      'kubectl get --help',
      'exa --help',
      'mlr --usage 2>&1; mlr sort --help',
      'promtool --help',
      'haproxy -h',
      'openssl s_client -help',
      'jdeps --help',
      'rustup --help',
      'go help test',
      'git rebase -h',
      'systemctl --help',
      'cargo test --help',
      venv('gunicorn --help'),
      'gdb --help',
      'redis-cli --help',
      'psql --help',
      edge('wrangler --help'),
      edge('rolldown --help'),
    ],
    [
      'man-fourth',
      'MANWIDTH=80 man git-rebase | head -200',
      'MANWIDTH=100 man tar | head -250',
      'MANWIDTH=72 man strace | head -200',
      'MANWIDTH=90 man 5 crontab',
      'MANWIDTH=80 man openssl-req | head -200',
      'MANWIDTH=80 man jq | head -250',
    ],
    [
      'readmes',
      'cat /usr/share/doc/*/README | head -300',
      'cat /usr/share/doc/git/RelNotes/2.39.0.txt',
      'cat /usr/share/doc/*/README.Debian | head -200',
      'zcat /usr/share/doc/*/README.md.gz | head -200',
      'zcat /usr/share/doc/bash/*.gz 2>/dev/null | head -150',
      'cat /usr/share/common-licenses/GPL-3 | head -200',
      'cat /usr/share/common-licenses/Apache-2.0',
    ],
    [
      'explain',
      'rustc --explain E0382',
      'git help -g; git help everyday | head -200',
      'perldoc -T perlreftut | head -200',
      'python3 -c "import this; import argparse; help(argparse)" | head -200',
      venv('ansible-doc -t module copy 2>/dev/null | head -200'),
      'apt-cache show curl vim nginx | head -120',
    ],
  ]),
  { tool: 'markdown-fourth', commands: cats(pick(`${root}/node_modules`, '.md', 8)) },
  {
    tool: 'rst-fourth',
    commands: cats(
      pick(`${SITE}/ansible_collections`, '.rst', 4).concat(
        pick(`${SITE}/ansible_collections`, '.md', 3),
      ),
    ),
  },
]

const log = all([
  [
    'redis',
    'cd /tmp && (timeout 2 redis-server --port 6399 --loglevel verbose --save "" 2>&1); true',
  ],
  ['postgres', 'find /var/log/postgresql pg -name "*.log" 2>/dev/null | head -1 | xargs tail -80'],
  [
    'nginx-access',
    `for n in $(seq 50); do printf '10.0.0.%d - - [12/Mar/2024:10:%02d:%02d +0000] "GET /orders/%d HTTP/1.1" %d %d "-" "curl/8.1"\\n' $((n%9)) $n $n $n $((n%7?200:502)) $((n*37)); done`,
  ],
  [
    'etcd',
    'cd /tmp && rm -rf fe.etcd && timeout 3 etcd --data-dir fe.etcd --listen-client-urls http://127.0.0.1:23790 --advertise-client-urls http://127.0.0.1:23790 --listen-peer-urls http://127.0.0.1:23800 2>&1 | head -60',
  ],
  [
    'prometheus',
    'cd /tmp && echo "global: {}" > pr.yml && timeout 3 prometheus --config.file pr.yml --storage.tsdb.path /tmp/prd --web.listen-address 127.0.0.1:19090 2>&1 | head -60',
  ],
  [
    'mosquitto',
    '(timeout 2 mosquitto -v -p 18830 & sleep 1; for n in 1 2 3 4 5 6 7 8; do mosquitto_pub -p 18830 -t shop/orders -m "order $n"; done; wait) 2>&1',
  ],
  [
    'dnsmasq',
    '(timeout 2 dnsmasq -d -q -p 15353 --log-queries=extra --no-resolv --address=/shop.test/127.0.0.1 & sleep 1; for n in 1 2 3 4 5 6; do dig +short @127.0.0.1 -p 15353 a$n.shop.test; done; wait) 2>&1',
    '(timeout 2 unbound -d -vv -c /dev/null 2>&1 | head -40)',
  ],
  [
    'caddy',
    'cd /tmp && (timeout 3 caddy file-server --listen 127.0.0.1:18080 --access-log & sleep 1; for n in 1 2 3 4; do curl -s 127.0.0.1:18080/x$n >/dev/null; done; wait) 2>&1',
  ],
  [
    'go-slog',
    `mkdir -p /tmp/sl && cd /tmp/sl && printf 'package main\\n\\nimport "log"\\n\\nfunc main() { log.SetFlags(log.LstdFlags | log.Lmicroseconds | log.Lshortfile); for n := 0; n < 50; n++ { log.Printf("order %%d placed by customer %%d", n, n*37) } }\\n' > m.go; go run m.go`,
    `cd /tmp/sl && printf 'package main\\n\\nimport ("log/slog"; "os")\\n\\nfunc main() { l := slog.New(slog.NewTextHandler(os.Stdout, nil)); for n := 0; n < 40; n++ { l.Warn("retry", "order", n, "attempt", n%%3) } }\\n' > s.go; go run s.go`,
  ],
  [
    'java-log',
    `cd /tmp/jt && printf 'import java.util.logging.*;public class L { public static void main(String[] a) { Logger l = Logger.getLogger("shop"); for (int n = 0; n < 30; n++) { if (n %% 7 == 3) l.warning("retry " + n); else l.info("order " + n); } } }' > L.java; java L.java`,
    'java -Xlog:gc*,safepoint=info -Xmx32m -version 2>&1',
    'java -Xlog:class+load:stdout:uptime,level,tags -version 2>&1 | head -100',
  ],
  [
    'gunicorn',
    `cd /tmp && printf 'def app(e, s):\\n    s("200 OK", [])\\n    return [b"x"]\\n' > wsg.py; (timeout 4 ${venv('gunicorn')} -b 127.0.0.1:18099 --access-logfile - wsg:app & sleep 2; for n in 1 2 3 4 5 6 7 8; do curl -s 127.0.0.1:18099/o/$n >/dev/null; done; wait) 2>&1`,
    `cd /tmp && printf 'async def app(scope, receive, send):\\n    if scope["type"] == "http":\\n        await send({"type": "http.response.start", "status": 200, "headers": []})\\n        await send({"type": "http.response.body", "body": b"x"})\\n' > asg.py; (timeout 4 ${venv('uvicorn')} --no-use-colors --port 18098 asg:app & sleep 2; for n in 1 2 3 4 5 6; do curl -s 127.0.0.1:18098/o/$n >/dev/null; done; wait) 2>&1`,
  ],
  [
    'python-stamps',
    python(
      "import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=10, format='%(asctime)s %(process)d %(levelname)s %(name)s %(message)s')\nlog = logging.getLogger('shop.pay')\nfor n in range(60): (log.error if n % 9 == 4 else log.debug)('order %d at step %d', n, n % 5)",
    ),
    python(
      'for n in range(60): print(f\'[{1700000000 + n * 3}] worker-{n % 4} {["INFO", "WARN"][n % 5 == 0]} job {n} took {n * 7 % 90} ms\')',
    ),
    python(
      "for n in range(60): print(f'2024-03-12T10:{n:02d}:07.{n * 13:03d}Z [main] INFO  c.s.OrderService - order {n} placed')",
    ),
    python(
      "for n in range(50): print(f'Mar 12 10:{n:02d}:07 web{n % 3} sshd[{900 + n}]: Accepted publickey for deploy from 10.0.0.{n} port {40000 + n}')",
    ),
    python(
      "for n in range(50): print(f'I0312 10:{n:02d}:07.123456   {100 + n} server.go:{n + 40}] handled request {n}')",
    ),
  ],
  [
    'strace-like',
    'strace -f -tt -e trace=openat,read true 2>&1 | head -60',
    'dmesg 2>/dev/null | head -60; cat /var/log/dpkg.log | tail -60',
    'tail -80 /var/log/alternatives.log',
  ],
])
for (const row of log) if (row.tool === 'caddy' || row.tool === 'etcd') row.also = ['json']

const json = [
  ...all([
    [
      'terraform-json',
      'cd /tmp/tf && terraform show -json 2>/dev/null; terraform validate -json',
      'cd /tmp/tf && terraform init -no-color >/dev/null 2>&1; terraform plan -json 2>/dev/null',
    ],
    ['ip-json', 'ip -j addr; ip -j route', 'lsns -J', 'findmnt -J | head -400'],
    [
      'ansible-json',
      venv('ansible-inventory --list -i localhost,'),
      venv('ansible localhost -m setup -c local 2>/dev/null | sed "1s/.*/{/" | head -c 60000'),
    ],
    ['go-mod-json', 'cd /tmp/gt && go mod edit -json; go list -json . 2>/dev/null', 'go env -json'],
    [
      'ruff-rules',
      venv('ruff rule E501 --output-format json; ') +
        venv('ruff check --output-format json /tmp/rf.py'),
    ],
    [
      'exported',
      'sqlite3 -json :memory: -cmd ".import --csv /tmp/t.csv t" "select * from t"',
      'mlr --icsv --ojson cat /tmp/t.csv',
      'jq -n "[range(40) | {id: ., name: \\"order\\", tags: [\\"a\\", \\"b\\"]}]"',
      'jq -cn "[range(80) | {id: ., price: (. * 7)}]"',
      'jq -cn "range(60) | {id: ., at: \\"2024-01-01\\"}"',
    ],
  ]),
  { tool: 'json-edge', commands: cats(pick(`${root}/node_modules`, '.json', 6)) },
].map((row) => ({ ...row, also: ['build', 'listing', 'log'] }))

const unknown = [
  ...all([
    [
      'hexes',
      'xxd -b /usr/bin/env | head -80',
      'sha256sum /usr/bin/env | head -c 20; openssl rand -hex 3000',
      'objdump -s -j .rodata /usr/bin/env | head -100',
    ],
    [
      'keys-more',
      'openssl genrsa 2048 2>/dev/null | openssl rsa -pubout 2>/dev/null; openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=c.test 2>/dev/null',
      'ssh-keygen -q -t rsa -b 4096 -N "" -f /tmp/fk -y </dev/null 2>/dev/null; rm -f /tmp/fk /tmp/fk.pub; ssh-keygen -q -t rsa -b 4096 -N "" -f /tmp/fk; cat /tmp/fk.pub; rm -f /tmp/fk',
    ],
    [
      'encoded',
      'head -c 4000 /usr/bin/env | base32',
      'head -c 3000 /usr/bin/env | python3 -c "import sys, base64; print(base64.b85encode(sys.stdin.buffer.read()).decode())"',
    ],
    ['art', 'figlet -w 100 "order placed now"; figlet -f slant "headroom edge"'],
  ]),
  {
    tool: 'yaml-files',
    also: ['code', 'listing'],
    commands: cats(pick(`${SITE}/ansible_collections`, '.yml', 4)),
  },
  {
    tool: 'conf-files',
    also: ['code', 'listing'],
    commands: cats(
      pick('/etc/apache2', '.conf', 2).concat(
        pick('/usr/lib/systemd/system', '.service', 3),
        pick('/usr/share/applications', '.desktop', 2),
      ),
    ),
  },
]

/**
 * For every kind the commands of the set that is only measured: of tools that are not in the open set. It was
 * frozen before detection had seen it.
 */
export const frozen = {
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
