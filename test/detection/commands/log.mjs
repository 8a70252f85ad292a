/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs and commands for other shells and languages. */
import { fileURLToPath } from 'node:url'

const LOGS = fileURLToPath(new URL('../../fixtures/logs', import.meta.url))
const python = (script) => `timeout 20 /srv/app/venv/bin/python - <<'P'\n${script}\nP`
const node = (script) => `cd /srv/app/more && node - <<'P'\n${script}\nP`
const WORK =
  'for (let n = 0; n < 60; n++) { if (n % 9 === 4) log.error(`payment ${n} refused: card expired`); else if (n % 5 === 2) log.warn(`retry ${n % 4} of 3 for order ${1000 + n * 7}`); else log.info(`order ${1000 + n * 7} shipped in ${(n * 37) % 90} ms`) }'
const PY_WORK =
  'for n in range(60):\n    if n % 9 == 4: log.error("payment %d refused: card expired" % n)\n    elif n % 5 == 2: log.warning("retry %d of 3 for order %d" % (n % 4, 1000 + n * 7))\n    else: log.info("order %d shipped in %d ms" % (1000 + n * 7, n * 37 % 90))'

export const log = {
  open: [
    {
      tool: 'services',
      dir: LOGS,
      commands: [
        'nginx',
        'apache2',
        'haproxy',
        'squid',
        'redis',
        'postgresql',
        'mariadb',
        'memcached',
        'mosquitto',
        'dnsmasq',
        'bind9',
        'sshd',
        'dovecot',
        'vsftpd',
      ].flatMap((name) => [`head -120 ${name}.log`, `tail -60 ${name}.log`]),
    },
    {
      tool: 'json-lines',
      dir: LOGS,
      also: ['json'],
      commands: ['head -60 caddy.log', 'tail -40 etcd.log'],
    },
    {
      tool: 'dpkg-log',
      commands: [
        'head -200 /var/log/dpkg.log',
        'tail -150 /var/log/dpkg.log',
        'head -100 /var/log/apt/history.log',
        'head -60 /var/log/alternatives.log',
      ],
    },
    {
      tool: 'python-logging',
      commands: [
        python(
          `import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=20, format="%(asctime)s %(levelname)s %(name)s: %(message)s")\nlog = logging.getLogger("shop.orders")\n${PY_WORK}`,
        ),
        python(
          `import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=20)\nlog = logging.getLogger("shop")\n${PY_WORK}`,
        ),
        python(
          `import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=20, format="[%(levelname)s] %(asctime)s (%(threadName)-10s) %(message)s")\nlog = logging.getLogger("shop")\n${PY_WORK}`,
        ),
      ],
    },
    {
      tool: 'winston',
      commands: [
        node(
          `const w = require('winston'); const f = w.format; const log = w.createLogger({ format: f.combine(f.timestamp(), f.printf((i) => i.timestamp + ' ' + i.level + ': ' + i.message)), transports: [new w.transports.Console()] }); ${WORK}`,
        ),
        node(
          `const w = require('winston'); const log = w.createLogger({ format: w.format.simple(), transports: [new w.transports.Console()] }); ${WORK}`,
        ),
      ],
    },
    {
      tool: 'http-server',
      dir: 'repos',
      commands: [
        '(timeout 4 python3 -m http.server 8799 --bind 127.0.0.1 & sleep 1; for n in 1 2 3 4 5 6 7 8; do curl -s localhost:8799/express/ localhost:8799/none$n localhost:8799/commander/package.json >/dev/null; done; wait)',
        '(timeout 4 php -S 127.0.0.1:8798 & sleep 1; for n in 1 2 3 4 5 6 7 8; do curl -s localhost:8798/express/index.js localhost:8798/none$n >/dev/null; done; wait)',
      ],
    },
    {
      tool: 'daemon-start',
      commands: [
        'timeout 2 redis-server --port 7398 --loglevel debug',
        'timeout 4 mosquitto -v -p 18831',
        'su postgres -c "cat /srv/app/pg/log" | head -60',
        'head -100 /srv/app/my/log',
      ],
    },
  ],
  more: [
    {
      tool: 'pino-pretty',
      commands: [
        node(
          `const log = require('pino')({}, require('pino-pretty')({ sync: true, colorize: false })); ${WORK}`,
        ),
      ],
    },
    { tool: 'pino', also: ['json'], commands: [node(`const log = require('pino')(); ${WORK}`)] },
    {
      tool: 'bunyan',
      also: ['json'],
      commands: [node(`const log = require('bunyan').createLogger({ name: 'shop' }); ${WORK}`)],
    },
    {
      tool: 'log4js',
      commands: [
        node(`const log = require('log4js').getLogger('shop'); log.level = 'info'; ${WORK}`),
        node(
          `const l4 = require('log4js'); l4.configure({ appenders: { out: { type: 'stdout', layout: { type: 'basic' } } }, categories: { default: { appenders: ['out'], level: 'info' } } }); const log = l4.getLogger('orders.eu'); ${WORK}`,
        ),
      ],
    },
    {
      tool: 'consola',
      commands: [
        node(
          `const { createConsola } = require('consola'); const log = createConsola({ fancy: false, formatOptions: { date: true } }); ${WORK}`,
        ),
      ],
    },
    {
      tool: 'morgan',
      commands: ['combined', 'dev', 'tiny', 'common', 'short'].map((form) =>
        node(
          `const http = require('http'); const m = require('morgan')('${form}', { stream: process.stdout }); const s = http.createServer((q, r) => m(q, r, () => { r.statusCode = q.url.includes('7') ? 404 : 200; r.end('x'.repeat(q.url.length * 9)) })).listen(0, async () => { for (let n = 0; n < 40; n++) await fetch('http://localhost:' + s.address().port + '/api/items/' + n + '?q=' + n * 3); s.close(); s.closeAllConnections() })`,
        ),
      ),
    },
    {
      tool: 'loguru',
      commands: [
        python(
          `from loguru import logger as log\nimport sys\nlog.remove(); log.add(sys.stdout, colorize=False)\n${PY_WORK}`,
        ),
      ],
    },
    {
      tool: 'structlog',
      commands: [
        python(
          `import structlog\nstructlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), structlog.dev.ConsoleRenderer(colors=False)])\nlog = structlog.get_logger()\nfor n in range(40): (log.warning if n % 7 == 3 else log.info)("order shipped", order=1000 + n, ms=n * 37 % 90, customer=f"c{n % 6}")`,
        ),
        python(
          `import structlog\nstructlog.configure(processors=[structlog.processors.add_log_level, structlog.processors.LogfmtRenderer()])\nlog = structlog.get_logger()\nfor n in range(40): (log.warning if n % 7 == 3 else log.info)("order shipped", order=1000 + n, ms=n * 37 % 90, customer=f"c{n % 6}")`,
        ),
      ],
    },
    {
      tool: 'logback',
      dir: 'projects/java',
      commands: [
        "mkdir -p /tmp/lb && printf 'import org.slf4j.*;\\npublic class L { static final Logger log = LoggerFactory.getLogger(L.class); public static void main(String[] a) { for (int n = 0; n < 60; n++) { if (n %% 9 == 4) log.error(\"payment {} refused\", n); else if (n %% 5 == 2) log.warn(\"retry {} of 3 for order {}\", n %% 4, 1000 + n * 7); else log.info(\"order {} shipped in {} ms\", 1000 + n * 7, n * 37 %% 90); } } }\\n' > /tmp/lb/L.java; CP=$(find ~/.m2 -name 'logback-*1.5.6.jar' -o -name 'slf4j-api-2.0.13.jar' | tr '\\n' ':'); javac -cp $CP -d /tmp/lb /tmp/lb/L.java && java -cp $CP:/tmp/lb L",
      ],
    },
    {
      tool: 'java-util-logging',
      dir: '/tmp',
      commands: [
        'mkdir -p /tmp/jl && printf \'import java.util.logging.*;\\npublic class J { public static void main(String[] a) { Logger log = Logger.getLogger("shop"); for (int n = 0; n < 40; n++) { if (n %% 9 == 4) log.severe("payment " + n + " refused"); else log.info("order " + n * 7 + " shipped"); } } }\\n\' > /tmp/jl/J.java; java /tmp/jl/J.java',
      ],
    },
    {
      tool: 'go-log',
      dir: '/tmp',
      commands: [
        'log.Printf("order %d shipped in %d ms", 1000+n*7, n*37%90)',
        'slog.Info("order shipped", "order", 1000+n*7, "ms", n*37%90)',
      ].map(
        (call) =>
          `mkdir -p /tmp/gl && printf 'package main\\nimport ("log"; "log/slog")\\nvar _ = slog.Info\\nvar _ = log.Print\\nfunc main() { for n := 0; n < 50; n++ { ${call.replaceAll('%', '%%')} } }\\n' > /tmp/gl/main.go; go run /tmp/gl/main.go`,
      ),
    },
    {
      tool: 'ruby-logger',
      commands: [
        'ruby -rlogger -e \'l = Logger.new($stdout); 50.times { |n| n % 9 == 4 ? l.error("payment #{n} refused") : l.info("order #{1000 + n * 7} shipped in #{n * 37 % 90} ms") }\'',
      ],
    },
    {
      tool: 'web-servers',
      dir: '/tmp/dj',
      commands: [
        '(timeout 6 /srv/app/venv/bin/python manage.py runserver --noreload 8797 & sleep 3; for n in 1 2 3 4 5 6 7 8; do curl -s localhost:8797/ localhost:8797/none$n >/dev/null; done; wait)',
        'printf \'async def app(scope, receive, send):\\n    if scope["type"] != "http": return\\n    await send({"type": "http.response.start", "status": 200, "headers": []})\\n    await send({"type": "http.response.body", "body": b"x"})\\n\' > asgi_app.py; (timeout 5 /srv/app/venv/bin/uvicorn asgi_app:app --port 8796 & sleep 2; for n in 1 2 3 4 5 6 7 8; do curl -s localhost:8796/$n localhost:8796/b?q=$n >/dev/null; done; wait)',
        '(timeout 5 /srv/app/venv/bin/gunicorn --access-logfile - -b 127.0.0.1:8795 shop.wsgi & sleep 2; for n in 1 2 3 4 5 6 7 8; do curl -s localhost:8795/$n localhost:8795/b?q=$n >/dev/null; done; wait)',
        '(timeout 5 ruby -run -e httpd . -p 8794 & sleep 2; for n in 1 2 3 4 5 6; do curl -s localhost:8794/$n >/dev/null; done; wait)',
      ],
    },
    {
      tool: 'celery',
      dir: '/tmp',
      commands: [
        'printf \'from celery import Celery\\nfrom celery.utils.log import get_task_logger\\nlog = get_task_logger(__name__)\\napp = Celery("tasks_app", broker="memory://")\\n@app.task\\ndef add(n):\\n    log.info("adding %%d", n); return n\\n@app.on_after_configure.connect\\ndef setup(sender, **kw):\\n    for n in range(20): add.delay(n)\\n\' > /tmp/tasks_app.py; timeout -s INT 8 /srv/app/venv/bin/celery -A tasks_app worker -l info -P solo -c 1',
      ],
    },
    {
      tool: 'apt-term',
      commands: [
        'head -150 /var/log/apt/history.log | tail -100',
        'tail -120 /var/log/alternatives.log',
        'cat /var/log/fontconfig.log | head -80',
      ],
    },
    {
      tool: 'strace',
      dir: '/tmp',
      commands: [
        'strace -tt ls /srv 2>&1 | head -120',
        'strace -f -ttt -e trace=openat git --version 2>&1 | head -80',
      ],
    },
    {
      tool: 'rsyncd',
      dir: '/tmp',
      commands: [
        "printf 'log file = /tmp/rs.log\\nuse chroot = no\\n[data]\\npath = /srv/app/repos/express\\n' > /tmp/rs.conf; rm -f /tmp/rs.log; rsync --daemon --config=/tmp/rs.conf --port=8793 --no-detach & p=$!; sleep 1; for n in 1 2 3 4 5 6 7 8; do rsync -r rsync://localhost:8793/data/lib /tmp/rsout$n; done; kill $p; cat /tmp/rs.log; rm -rf /tmp/rsout*",
      ],
    },
    {
      tool: 'nginx-error',
      dir: '/tmp',
      commands: [
        "mkdir -p /tmp/ng && printf 'daemon off; error_log /tmp/ng/e.log debug; pid /tmp/ng/p; events {} http { access_log /tmp/ng/a.log; server { listen 8792; root /srv/none; } }' > /tmp/ng/n.conf; (timeout 4 nginx -c /tmp/ng/n.conf & sleep 1; for n in 1 2 3 4 5; do curl -s localhost:8792/$n >/dev/null; done; wait); cat /tmp/ng/e.log",
      ],
    },
  ],
}
