import { homedir } from 'node:os'
import { join } from 'node:path'
import { pick } from './pick.mjs'

const cats = (paths) => paths.map((path) => `cat '${path}'`)
const WEB = '/srv/app/web/node_modules'
const MORE = '/srv/app/more/node_modules'

/** Texts that no compressor of a kind should claim; for configuration and minified code `code` is no mistake either. */
export const unknown = {
  open: [
    {
      tool: 'base64',
      commands: [
        'base64 /usr/bin/[',
        'base64 -w 0 /usr/bin/ls | head -c 6000',
        'head -c 9000 /usr/bin/env | base64 -w 120',
        'gzip -c /etc/services | base64',
      ],
    },
    {
      tool: 'hex',
      commands: [
        'xxd /usr/bin/ls | head -200',
        'od -A x -t x1z /usr/bin/ls | head -150',
        'hexdump -C /usr/bin/cat | head -150',
        'xxd -p /usr/bin/ls | head -100',
        'od -c /usr/bin/ls | head -100',
      ],
    },
    {
      tool: 'minified',
      also: ['code'],
      commands: [
        `cat ${WEB}/axios/dist/axios.min.js`,
        `cat ${WEB}/lodash/lodash.min.js`,
        `cat ${WEB}/moment/min/moment.min.js`,
        `head -c 30000 ${WEB}/d3/dist/d3.min.js`,
      ],
    },
    {
      tool: 'pem',
      commands: [
        'head -120 /etc/ssl/certs/ca-certificates.crt',
        'cat /etc/ssl/certs/ca-certificates.crt | tail -60',
      ],
    },
    {
      tool: 'yaml',
      also: ['code'],
      commands: cats(pick(WEB, '.yml', 4).concat(pick(WEB, '.yaml', 3))),
    },
    {
      tool: 'toml',
      also: ['code'],
      commands: cats(pick(join(homedir(), '.cargo/registry/src'), '.toml', 4)),
    },
    {
      tool: 'ini',
      also: ['code'],
      commands: [
        'cat /etc/nginx/nginx.conf',
        'cat /etc/ssh/ssh_config',
        'cat /etc/redis/redis.conf | grep -v "^#" | grep .',
        'cat /etc/php/*/cli/php.ini | grep -v "^;" | grep .',
      ],
    },
    {
      tool: 'words',
      commands: [
        'tr -dc "a-z" < /usr/bin/ls | head -c 4000',
        'strings -n 4 /usr/bin/ls | head -100 | tr "\\n" " " | head -c 3000',
      ],
    },
  ],
  more: [
    {
      tool: 'uuencode',
      commands: [
        'uuencode /usr/bin/env env',
        'base32 /usr/bin/env | head -100',
        "python3 -c \"import base64;print(base64.b85encode(open('/usr/bin/env','rb').read(9000)).decode())\"",
      ],
    },
    {
      tool: 'dump',
      commands: [
        'hd /usr/bin/env | head -120',
        'od -t d4 /usr/bin/env | head -100',
        'xxd -b /usr/bin/env | head -80',
        'xxd -i /usr/bin/env | head -80 | tail -70',
      ],
    },
    {
      tool: 'armor',
      commands: [
        'openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=a.test -days 9 2>/dev/null',
        'for n in 1 2 3; do openssl ecparam -name prime256v1 -genkey -noout | openssl ec -pubout 2>/dev/null; done; openssl dhparam 512 2>/dev/null',
        'cat /usr/share/keyrings/*.asc /etc/apt/trusted.gpg.d/*.asc 2>/dev/null | head -100',
      ],
    },
    {
      tool: 'minified-more',
      also: ['code'],
      commands: [
        `cat ${MORE}/bootstrap/dist/css/bootstrap.min.css | head -c 20000`,
        `cat ${MORE}/bootstrap/dist/js/bootstrap.min.js | head -c 30000`,
        `cat ${MORE}/ag-grid-community/dist/*.min.js | head -c 20000`,
      ],
    },
    {
      tool: 'source-map',
      also: ['json'],
      commands: [`head -c 20000 ${MORE}/bootstrap/dist/js/bootstrap.min.js.map`],
    },
    {
      tool: 'config-more',
      also: ['code'],
      commands: [
        'cat /etc/mosquitto/mosquitto.conf /etc/lighttpd/lighttpd.conf',
        'cat /etc/apache2/apache2.conf | grep -v "#"',
        'cat /etc/mysql/mariadb.conf.d/50-server.cnf',
        'cat /etc/prometheus/prometheus.yml 2>/dev/null',
        "grep -v '^#' /etc/postgresql/*/main/postgresql.conf | grep .",
      ].concat(cats(pick(MORE, '.yml', 3))),
    },
    {
      tool: 'random',
      commands: [
        "python3 -c \"import random; random.seed(1); print(''.join(random.choice('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/') for _ in range(3000)))\"",
        "python3 -c \"import random; random.seed(2); print('\\\\n'.join(''.join(chr(random.randrange(33, 126)) for _ in range(70)) for _ in range(60)))\"",
        'figlet -w 90 detection of kinds; figlet -f banner corpus',
      ],
    },
    {
      tool: 'binary',
      commands: ['head -c 4000 /usr/bin/env', 'gzip -c /etc/services | head -c 5000'],
    },
  ],
}
