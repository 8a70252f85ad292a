import { pick } from './pick.mjs'

const WEB = '/srv/app/web/node_modules'
const MORE = '/srv/app/more/node_modules'
const cats = (paths) => paths.map((path) => `cat '${path}'`)
const man = (names) => names.map((name) => `MANWIDTH=80 man ${name}`)

export const prose = {
  open: [
    {
      tool: 'readme',
      commands: cats(
        [
          'express',
          'axios',
          'lodash',
          'rxjs',
          'react',
          'chalk',
          'commander',
          'zod',
          'mocha',
          'webpack',
        ].map((name) => `${WEB}/${name}/README.md`),
      ).map((c) =>
        c
          .replace('express/README', 'express/Readme')
          .replace('commander/README', 'commander/Readme')
          .replace('chalk/README', 'chalk/readme'),
      ),
    },
    {
      tool: 'changelog',
      commands: cats([
        `${WEB}/axios/CHANGELOG.md`,
        `${WEB}/mocha/CHANGELOG.md`,
        '/srv/app/repos/express/History.md',
        '/srv/app/repos/fast-check/CHANGELOG.md',
        '/srv/app/debian/zlib-1.2.13.dfsg/ChangeLog',
      ]),
    },
    { tool: 'markdown', commands: cats(pick(WEB, '.md', 14)) },
    {
      tool: 'licence',
      commands: cats([
        `${WEB}/typescript/LICENSE.txt`,
        `${WEB}/express/LICENSE`,
        '/usr/local/go/LICENSE',
        '/srv/app/debian/bzip2-1.0.8/LICENSE',
      ]),
    },
    {
      tool: 'man',
      commands: man([
        'curl',
        'ssh',
        'zlib',
        'psql',
        'nginx',
        'redis-server',
        'openssl-req',
        'tmux',
        'sudo',
        'rg',
        'bzip2',
        'file',
      ]),
    },
    {
      tool: 'help',
      commands: [
        'rg --help',
        'cargo --help; cargo build --help',
        'node --help',
        'curl --help all',
        'psql --help',
        'npm help install | cat',
        'git help -a',
        'go help build',
        'go help test',
        'python3 --help',
      ],
    },
    { tool: 'text', commands: cats(pick('/srv/app/debian', 'README', 4)) },
  ],
  more: [
    {
      tool: 'rst',
      commands: cats(pick('/srv/app/venv/lib', '.rst', 5)).concat(
        'zcat /usr/share/doc/*/*.rst.gz | head -300',
      ),
    },
    {
      tool: 'pydoc',
      commands: [
        'python3 -m pydoc json',
        'python3 -m pydoc str.split; python3 -m pydoc argparse | head -300',
        'python3 -m pydoc pathlib.Path',
      ],
    },
    {
      tool: 'go-doc',
      commands: ['go doc fmt', 'go doc -all strings | head -300', 'go doc net/http.Client'],
    },
    {
      tool: 'perldoc',
      commands: ['perldoc -T -f sprintf', 'perldoc -T Carp', 'perldoc -T perlintro | head -300'],
    },
    {
      tool: 'rustc-explain',
      commands: ['rustc --explain E0502', 'rustc --explain E0277', 'rustc --explain E0382'],
    },
    { tool: 'markdown-more', commands: cats(pick(MORE, '.md', 10)) },
    {
      tool: 'debian-news',
      commands: [
        'zcat /usr/share/doc/curl/changelog.Debian.gz /usr/share/doc/nginx-common/changelog.Debian.gz | head -200',
        'zcat $(ls /usr/share/doc/*/RELEASE_NOTES.gz /usr/share/doc/*/CHANGES.gz 2>/dev/null | head -2)',
        'cat /usr/share/doc/zlib1g/copyright /usr/share/doc/nginx-common/copyright',
        'zcat /usr/share/doc/*/NEWS.gz | head -150',
        'cat /usr/share/common-licenses/Apache-2.0',
        'cat /usr/share/common-licenses/Artistic',
      ],
    },
    {
      tool: 'man-more',
      commands: ['jq', 'go', 'lua5.4', 'xsltproc', 'ninja', 'sqlite3', 'tcl'].map(
        (name) => `MANWIDTH=100 man ${name}`,
      ),
    },
    {
      tool: 'help-more',
      commands: [
        'php --help',
        'ruby --help',
        'valgrind --help',
        'sqlite3 --help',
        '/srv/app/venv/bin/ruff check --help',
        'gradle --help',
        'java --help',
        'meson setup --help',
        '/srv/app/venv/bin/pytest --help',
        'hg help commit',
        'ack --help',
        'openssl help; openssl req -help',
      ],
    },
    {
      tool: 'apt-show',
      commands: [
        'apt-cache show git nginx redis-server',
        'dpkg -s curl libc6 python3',
        'pip show -v flask requests',
      ],
    },
    {
      tool: 'tldr',
      commands: [
        'cat /usr/share/doc/openssl/README* | head -200',
        'cat /usr/share/doc/*/FAQ | head -300',
        'cat /usr/share/doc/*/README.Debian | head -300',
      ],
    },
  ],
}
