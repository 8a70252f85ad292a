// Databases, caches, brokers.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientAddresses, converse, repeat, visit } from './traffic.mjs'

const resp = (...words) =>
  `*${words.length}\r\n${words.map((w) => `$${Buffer.byteLength(String(w))}\r\n${w}\r\n`).join('')}`

const redis = {
  name: 'redis',
  version: 'redis-server --version',
  says: 'loglevel debug; short client sessions (GET, SET with expiry, INCR, LPUSH), snapshots every 10 s',
  start({ dir, run }) {
    run('redis-server', [
      '--bind',
      '127.0.0.1',
      '--port',
      '6390',
      '--dir',
      dir,
      '--logfile',
      join(dir, 'redis.log'),
      '--loglevel',
      'debug',
      '--save',
      '10 20',
    ])
  },
  traffic: async ({ until, random }) =>
    repeat({ until, most: 750, pause: 110, random }, () => {
      const key = `${random.pickSkewed(['session', 'cart', 'user', 'rate'])}:${random.between(1, 400)}`
      const commands = [
        resp('GET', key),
        resp('SET', key, random.hex(24), 'EX', random.between(5, 60)),
        resp('INCR', 'hits'),
        resp('LPUSH', 'jobs', key),
        resp('EXPIRE', key, 30),
      ]
      return converse({
        port: 6390,
        from: random.pick(clientAddresses),
        lines: commands.slice(0, random.between(1, 5)),
      })
    }),
}

const postgresql = {
  name: 'postgresql',
  version: 'postgres --version',
  says: "log_statement all, durations, connections, '%m [%p] %q%u@%d '; short psql sessions with look-ups, inserts, an update in a transaction, now and then an error",
  start({ dir, run, bin, as }) {
    mkdirSync(join(dir, 'data'))
    spawnSync('chown', ['-R', 'postgres', dir])
    as('postgres', join(bin, 'initdb'), [
      '-D',
      join(dir, 'data'),
      '-A',
      'trust',
      '--no-locale',
      '-E',
      'UTF8',
    ])
    writeFileSync(
      join(dir, 'data/postgresql.conf'),
      `listen_addresses = '127.0.0.1'
port = 5440
unix_socket_directories = '${dir}'
log_line_prefix = '%m [%p] %q%u@%d '
log_statement = 'all'
log_duration = on
log_connections = on
log_disconnections = on
log_checkpoints = on
checkpoint_timeout = 30s
log_timezone = 'UTC'
`,
    )
    run(
      'setpriv',
      [
        '--reuid=postgres',
        '--regid=postgres',
        '--init-groups',
        join(bin, 'postgres'),
        '-D',
        join(dir, 'data'),
      ],
      { to: 'postgresql.log' },
    )
  },
  traffic: async ({ until, random, exec }) => {
    const psql = (sql) =>
      exec('psql', [
        '-h',
        '127.0.0.1',
        '-p',
        '5440',
        '-U',
        'postgres',
        '-q',
        ...sql.flatMap((s) => ['-c', s]),
        'postgres',
      ])
    await psql([
      'CREATE TABLE customers (id int PRIMARY KEY, name text, plan text)',
      'CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, total numeric, placed timestamptz DEFAULT now())',
    ])
    await psql([
      `INSERT INTO customers SELECT g, 'customer ' || g, CASE WHEN g % 5 = 0 THEN 'team' ELSE 'free' END FROM generate_series(1, 500) g`,
    ])
    await repeat({ until, most: 130, pause: 700, random }, () => {
      const id = random.between(1, 520)
      const statements = [
        `SELECT name, plan FROM customers WHERE id = ${id}`,
        `INSERT INTO orders (customer, total) VALUES (${id}, ${random.between(5, 400)}.${random.between(10, 99)})`,
        `SELECT count(*), sum(total) FROM orders WHERE customer = ${id}`,
        `UPDATE customers SET plan = '${random.pick(['free', 'team', 'enterprise'])}' WHERE id = ${id}`,
        `SELECT o.id, o.total FROM orders o JOIN customers c ON c.id = o.customer WHERE c.plan = 'team' ORDER BY o.placed DESC LIMIT ${random.between(5, 50)}`,
        random.chance(0.2) ? `SELECT * FROM invoices WHERE id = ${id}` : 'SELECT 1',
      ]
      return psql(statements.filter(() => random.chance(0.6)))
    })
  },
}

const mariadb = {
  name: 'mariadb',
  version: 'mariadbd --version',
  says: 'general query log; short sessions with look-ups, inserts, reports',
  start({ dir, run }) {
    spawnSync('chown', ['-R', 'mysql', dir])
    spawnSync('mariadb-install-db', [
      '--no-defaults',
      '--user=mysql',
      `--datadir=${dir}/data`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ])
    run('mariadbd', [
      '--no-defaults',
      '--user=mysql',
      `--datadir=${dir}/data`,
      `--socket=${dir}/m.sock`,
      '--bind-address=127.0.0.1',
      '--port=3390',
      '--general-log=1',
      `--general-log-file=${dir}/mariadb.log`,
      `--pid-file=${dir}/m.pid`,
    ])
  },
  traffic: async ({ until, random, exec }) => {
    const query = (sql, base = 'shop') =>
      exec('mariadb', [
        '--no-defaults',
        '-h',
        '127.0.0.1',
        '-P',
        '3390',
        '-u',
        'root',
        '--force',
        '-e',
        sql,
        ...(base ? [base] : []),
      ])
    await query(
      'CREATE DATABASE shop; CREATE TABLE shop.products (id INT PRIMARY KEY, title VARCHAR(80), stock INT); CREATE TABLE shop.visits (id INT AUTO_INCREMENT PRIMARY KEY, product INT, seen DATETIME DEFAULT NOW())',
      '',
    )
    await query(
      Array.from(
        { length: 60 },
        (_, i) =>
          `INSERT INTO products VALUES (${i + 1}, 'product ${random.hex(6)}', ${random.between(0, 90)})`,
      ).join('; '),
    )
    await repeat({ until, most: 150, pause: 600, random }, () => {
      const id = random.between(1, 60)
      return query(
        [
          `SELECT title, stock FROM products WHERE id = ${id}`,
          `INSERT INTO visits (product) VALUES (${id})`,
          `UPDATE products SET stock = stock - 1 WHERE id = ${id} AND stock > 0`,
          `SELECT product, COUNT(*) AS n FROM visits GROUP BY product ORDER BY n DESC LIMIT ${random.between(3, 20)}`,
          'SHOW STATUS LIKE "Threads_connected"',
        ]
          .filter(() => random.chance(0.6))
          .join('; ') || 'SELECT 1',
      )
    })
  },
}

const memcached = {
  name: 'memcached',
  version: 'memcached -V',
  says: '-vv; short client sessions (get, set, incr, delete)',
  start({ run }) {
    run(
      'memcached',
      ['-vv', '-u', 'memcache', '-l', '127.0.0.1', '-p', '11290', '-U', '0', '-m', '16'],
      { to: 'memcached.log' },
    )
  },
  traffic: async ({ until, random }) =>
    repeat({ until, most: 260, pause: 450, random }, () => {
      const key = `${random.pickSkewed(['page', 'user', 'feed', 'token'])}_${random.between(1, 150)}`
      const value = random.hex(random.between(8, 40))
      const lines = [
        `get ${key}\r\n`,
        `set ${key} 0 ${random.pick([0, 60, 300])} ${value.length}\r\n${value}\r\n`,
        `get ${key}\r\n`,
        'incr visits 1\r\n',
        `delete ${key}\r\n`,
        'quit\r\n',
      ]
      return converse({
        port: 11290,
        from: random.pick(clientAddresses),
        lines: lines.filter(() => random.chance(0.75)),
        timeout: 1500,
      })
    }),
}

const mosquitto = {
  name: 'mosquitto',
  version: 'mosquitto -h',
  says: 'log_type all; three subscribers, sensors that publish one to four readings',
  start({ dir, run }) {
    writeFileSync(
      join(dir, 'mosquitto.conf'),
      `listener 1890 127.0.0.1\nallow_anonymous true\nlog_type all\nlog_dest stdout\nlog_timestamp_format %Y-%m-%dT%H:%M:%S\nuser mosquitto\npersistence false\n`,
    )
    run('mosquitto', ['-c', join(dir, 'mosquitto.conf')], { to: 'mosquitto.log' })
  },
  traffic: async ({ until, random, exec, run }) => {
    for (const [client, topic] of [
      ['dashboard', 'site/#'],
      ['alerts', 'site/+/alarm'],
      ['archive', 'site/+/temperature'],
    ]) {
      run(
        'mosquitto_sub',
        ['-h', '127.0.0.1', '-p', '1890', '-k', '20', '-i', client, '-t', topic],
        { to: `${client}.out` },
      )
    }
    await repeat({ until, most: 160, pause: 550, random }, async () => {
      const room = `room${random.between(1, 9)}`
      const topic = `site/${room}/${random.pickSkewed(['temperature', 'humidity', 'power', 'alarm'])}`
      await exec('mosquitto_pub', [
        '-h',
        '127.0.0.1',
        '-p',
        '1890',
        '-i',
        `sensor-${room}`,
        '-q',
        String(random.below(3)),
        '-t',
        topic,
        '-m',
        String(random.between(150, 290) / 10),
        '--repeat',
        String(random.between(1, 4)),
      ])
    })
  },
}

const etcd = {
  name: 'etcd',
  version: 'etcd --version',
  says: 'zap JSON at debug level; puts, ranges, deletes and leases over the v3 gateway',
  start({ dir, run }) {
    run(
      'etcd',
      [
        '--name',
        'node1',
        '--data-dir',
        join(dir, 'data'),
        '--listen-client-urls',
        'http://127.0.0.1:2390',
        '--advertise-client-urls',
        'http://127.0.0.1:2390',
        '--listen-peer-urls',
        'http://127.0.0.1:2391',
        '--initial-advertise-peer-urls',
        'http://127.0.0.1:2391',
        '--initial-cluster',
        'node1=http://127.0.0.1:2391',
        '--logger',
        'zap',
        '--log-level',
        'debug',
        '--log-outputs',
        'stderr',
      ],
      { to: 'etcd.log' },
    )
  },
  traffic: async ({ until, random }) => {
    const text = (value) => Buffer.from(value).toString('base64')
    await repeat({ until, most: 200, pause: 500, random }, () => {
      const key = text(
        `/registry/${random.pickSkewed(['pods', 'leases', 'configmaps', 'events'])}/default/${random.pick(['web', 'api', 'worker'])}-${random.between(1, 40)}`,
      )
      const [path, body] = random.pick([
        ['/v3/kv/put', { key, value: text(random.hex(random.between(10, 60))) }],
        ['/v3/kv/range', { key }],
        ['/v3/kv/range', { key: text('/registry/'), range_end: text('/registry0'), limit: 20 }],
        ['/v3/kv/deleterange', { key }],
        ['/v3/lease/grant', { TTL: random.between(10, 60) }],
      ])
      return visit({
        port: 2390,
        path,
        method: 'POST',
        from: '127.0.0.1',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    })
  },
}

export const dataDaemons = [redis, postgresql, mariadb, memcached, mosquitto, etcd]
