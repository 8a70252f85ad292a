// Web servers, proxies and caches.
import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { browse, repeat, site } from './traffic.mjs'

/** A document root with every page of the site, sizes as they come. */
export function writeSite(root) {
  for (const [index, path] of [...site.pages, ...site.assets].entries()) {
    const clean = path.split('?')[0]
    const file = join(root, clean.endsWith('/') ? `${clean}index.html` : clean)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${path} ${'lorem ipsum '.repeat(20 + index * 37)}\n`)
  }
  return root
}

const browsing =
  (port, pause, more = {}) =>
  async ({ until, random }) =>
    await Promise.all(
      [1, 2].map(() =>
        repeat({ until, most: 400, pause, random }, () => browse({ port, random, ...more })),
      ),
    )

const nginx = {
  name: 'nginx',
  version: 'nginx -v',
  traffic: browsing(8081, 500),
  says: 'access log, combined format with request time; browsing, API calls, probes, health checks',
  start({ dir, run }) {
    const root = writeSite(join(dir, 'www'))
    writeFileSync(
      join(dir, 'nginx.conf'),
      `daemon off; worker_processes 2; pid ${dir}/nginx.pid; error_log ${dir}/error.log;
events {}
http {
  log_format timed '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" rt=$request_time';
  access_log ${dir}/nginx.log timed; client_body_temp_path ${dir}/b; proxy_temp_path ${dir}/p;
  fastcgi_temp_path ${dir}/f; uwsgi_temp_path ${dir}/u; scgi_temp_path ${dir}/s;
  server { listen 127.0.0.1:8081; root ${root}; location /api/ { proxy_pass http://127.0.0.1:8090; } location = /healthz { return 200 "ok\\n"; } }
}`,
    )
    run('nginx', ['-c', join(dir, 'nginx.conf'), '-e', join(dir, 'error.log')])
  },
}

const apache = {
  name: 'apache2',
  version: 'apache2 -v',
  traffic: browsing(8082, 500, { host: 'shop.example.test' }),
  says: 'access log in vhost_combined format; browsing, API calls, probes, health checks',
  start({ dir, run }) {
    const root = writeSite(join(dir, 'www'))
    const modules = ['mpm_event', 'authz_core', 'dir', 'mime', 'alias', 'proxy', 'proxy_http']
    writeFileSync(
      join(dir, 'apache2.conf'),
      `${modules.map((m) => `LoadModule ${m}_module /usr/lib/apache2/modules/mod_${m}.so`).join('\n')}
ServerName shop.example.test
PidFile ${dir}/apache2.pid
Listen 127.0.0.1:8082
User www-data
Group www-data
TypesConfig /etc/mime.types
ErrorLog ${dir}/error.log
LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" vhost_combined
CustomLog ${dir}/apache2.log vhost_combined
DocumentRoot ${root}
ProxyPass /api/ http://127.0.0.1:8090/api/
Redirect /old/ http://shop.example.test/docs/
<Directory ${root}>
  Require all granted
</Directory>`,
    )
    run('apache2', ['-X', '-f', join(dir, 'apache2.conf')])
  },
}

const caddy = {
  name: 'caddy',
  version: 'caddy version',
  traffic: browsing(8083, 900),
  says: 'structured access log, one JSON object a line; browsing, API calls, probes, health checks',
  start({ dir, run }) {
    const root = writeSite(join(dir, 'www'))
    writeFileSync(
      join(dir, 'Caddyfile'),
      `{
  admin off
  auto_https off
  storage file_system ${dir}/storage
}
http://:8083 {
  bind 127.0.0.1
  root * ${root}
  log {
    output file ${dir}/caddy.log
  }
  respond /healthz "ok"
  reverse_proxy /api/* 127.0.0.1:8090
  file_server
}`,
    )
    run('caddy', ['run', '--config', join(dir, 'Caddyfile'), '--adapter', 'caddyfile'])
  },
}

const haproxy = {
  name: 'haproxy',
  version: 'haproxy -v',
  traffic: browsing(8084, 450),
  says: 'option httplog through rsyslog; two backends with health checks, one of them down for a while',
  start({ dir, run, syslog }) {
    writeFileSync(
      join(dir, 'haproxy.cfg'),
      `global
  log 127.0.0.1:${syslog.port} local0
  maxconn 200
defaults
  mode http
  log global
  option httplog
  option dontlognull
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend public
  bind 127.0.0.1:8084
  use_backend api if { path_beg /api/ }
  default_backend pages
backend pages
  balance roundrobin
  option httpchk GET /healthz
  server page1 127.0.0.1:8090 check inter 2s
  server page2 127.0.0.1:8091 check inter 2s
backend api
  balance leastconn
  server api1 127.0.0.1:8090 check inter 2s
  server api2 127.0.0.1:8092 check inter 2s
`,
    )
    run('haproxy', ['-db', '-f', join(dir, 'haproxy.cfg')])
    return { log: syslog.file, only: / haproxy\[/ }
  },
}

const squid = {
  name: 'squid',
  version: 'squid -v',
  traffic: browsing(3128, 400, { host: 'origin.example.test', viaProxy: true }),
  says: 'native access.log of a forward proxy with a memory cache; browsing through it',
  start({ dir, run }) {
    chownSync(dir, Number(execFileSync('id', ['-u', 'proxy'])), -1)
    writeFileSync(join(dir, 'hosts'), '127.0.0.1 origin.example.test\n')
    writeFileSync(
      join(dir, 'squid.conf'),
      `http_port 127.0.0.1:3128
pid_filename ${dir}/squid.pid
access_log stdio:${dir}/squid.log squid
cache_log ${dir}/cache.log
coredump_dir ${dir}
cache_mem 32 MB
hosts_file ${dir}/hosts
dns_nameservers 127.0.0.1
acl clients src 127.0.0.0/8
acl refused urlpath_regex -i phpmyadmin xmlrpc
http_access deny refused
http_access allow clients
http_access deny all
cache_effective_user proxy
visible_hostname proxy.example.test
shutdown_lifetime 0 seconds
refresh_pattern . 0 20% 4320`,
    )
    run('squid', ['-N', '-f', join(dir, 'squid.conf')])
  },
}

export const webDaemons = [nginx, apache, caddy, haproxy, squid]
