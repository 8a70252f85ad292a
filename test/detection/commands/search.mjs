import { fileURLToPath } from 'node:url'

const LOGS = fileURLToPath(new URL('../../fixtures/logs', import.meta.url))
const rg = (pattern) => `rg ${pattern}`

export const search = {
  open: [
    {
      tool: 'rg',
      dir: 'repos/express',
      commands: [
        rg('-n "app\\.use" --no-heading'),
        rg('-n "function" lib --no-heading'),
        rg('--heading -n "res\\.send" lib'),
        rg('--heading -n -C 2 "deprecate" lib'),
        rg('-n -B 1 -A 3 "require\\(" lib --no-heading'),
        rg('-n "router" -i --column --no-heading'),
        rg('-c "var"'),
        rg('"fix" History.md'),
        rg('--vimgrep "this\\." lib'),
        rg('-n -o "\\w+Error" --no-heading'),
      ],
    },
    {
      tool: 'rg-python',
      dir: 'python',
      commands: [
        rg('-n "^class \\w+" flask werkzeug --no-heading'),
        rg('-n "def __init__" --heading sqlalchemy/orm'),
        rg('-n "raise \\w+Error" -C 1 django/db/models'),
        rg('-n "TODO|FIXME|XXX" pandas'),
        rg('-n -t py "import re$" .'),
        rg('-n "deprecated" -i pandas/core --no-heading -m 3'),
        rg('-N --no-heading "timeout" requests httpx'),
        rg('--count-matches "self" django/http django/forms'),
      ],
    },
    {
      tool: 'rg-json',
      dir: 'go',
      also: ['json'],
      commands: [rg('--json "ErrUnexpectedEOF" .'), rg('--json "func Parse" net')],
    },
    {
      tool: 'rg-l',
      dir: 'python',
      also: ['listing'],
      commands: [
        rg('-l "logging" django pandas'),
        rg('--files-without-match "import" django/conf'),
      ],
    },
    {
      tool: 'grep',
      dir: 'go',
      commands: [
        'grep -rn "context.Context" net/http',
        'grep -rn "func Test" --include="*_test.go" net/url sort',
        'grep -rn -A 3 "type .* struct" encoding/json',
        'grep -rn -B 2 "return nil, err" net/textproto',
        'grep -rn -C 2 "panic(" encoding/gob | head -400',
        'grep -rc "TODO" net/http | grep -v ":0"',
        'grep -rni "deadline" net/*.go',
        'grep -r "Deprecated:" .',
        'grep -Hn "case" net/http/server.go',
        'grep -rnw "goto" .',
        'grep -rnE "0x[0-9a-f]{4,}" encoding text',
        'grep -n "func " net/http/client.go net/http/cookie.go',
      ],
    },
    {
      tool: 'grep-config',
      dir: '/etc',
      commands: [
        'grep -rn "^[^#]" /etc/security /etc/default',
        'grep -rn "include" /etc/apache2 /etc/nginx',
        'grep -Hn "" /etc/*-release /etc/hosts.allow /etc/host.conf',
      ],
    },
    {
      tool: 'grep-log',
      dir: LOGS,
      commands: [
        'grep -n "ERROR" *.log',
        'grep -Hn "GET /api" nginx.log | head -60',
        'grep -n -i "fail" *.log | head -120',
      ],
    },
    { tool: 'grep-l', dir: 'go', also: ['listing'], commands: ['grep -rl "sync.Mutex" .'] },
  ],
  more: [
    {
      tool: 'git-grep',
      dir: 'repos/commander',
      commands: [
        'git grep -n "option"',
        'git grep -n --heading --break "throw new" lib',
        'git grep -n -p "return this" lib',
        'git grep -n "description" v9.5.0 v10.0.1 -- lib',
        'git grep -c "const"',
        'git grep -n -W "_parseArg" lib/command.js',
        'git grep -n -C 2 "helpOption"',
      ],
    },
    {
      tool: 'ag',
      dir: 'python',
      commands: [
        'ag --nogroup "session" requests',
        'ag --group --numbers "cookie" werkzeug flask',
        'ag --nogroup -A 2 "def get" httpx | head -300',
        'ag --column --nogroup "async def" httpx',
        'ag -c "import" jinja2 click',
      ],
    },
    {
      tool: 'ack',
      dir: 'python',
      commands: [
        'ack --nogroup "lambda" click jinja2',
        'ack --group "yield" werkzeug',
        'ack -C 1 "isinstance" click',
        'ack --nogroup --column "except" httpx',
      ],
    },
    {
      tool: 'ugrep',
      dir: 'go',
      commands: [
        'ugrep -rn "defer" encoding',
        'ugrep -rnk "interface" sort text',
        'ugrep -r -n -+ "range" sort',
      ],
    },
    {
      tool: 'zgrep',
      dir: '/usr/share/doc',
      commands: ['zgrep -n "Closes" */changelog.Debian.gz 2>/dev/null | head -150'],
    },
    {
      tool: 'find-grep',
      dir: 'web/node_modules',
      commands: [
        'find axios -name "*.js" -not -path "*/dist/*" -exec grep -n "headers" {} +',
        'find rxjs/src -name "*.ts" | xargs grep -n "subscribe(" | head -200',
      ],
    },
  ],
}
