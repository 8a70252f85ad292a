// Names, logins, mail boxes, file transfer.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askName, clientAddresses, converse, repeat } from './traffic.mjs'

const hosts = [
  'www',
  'api',
  'mail',
  'db1',
  'db2',
  'cache',
  'git',
  'build',
  'wiki',
  'vpn',
  'ldap',
  'printer',
]
const recordTypes = [1, 1, 1, 28, 15, 16, 65]

const asking =
  (port, pause) =>
  async ({ until, random }) =>
    await repeat({ until, most: 700, pause, random }, () => {
      const known = random.chance(0.85)
      const name = `${known ? random.pickSkewed(hosts) : random.hex(7)}.${random.pickSkewed(['corp.test', 'lab.test', 'example.test'])}`
      return askName({
        port,
        from: random.pick(clientAddresses),
        name,
        type: random.pick(recordTypes),
      })
    })

const dnsmasq = {
  name: 'dnsmasq',
  version: 'dnsmasq --version',
  says: 'log-queries; questions from several clients, known and unknown names, one zone forwarded',
  start({ dir, run }) {
    const records = hosts.flatMap((host, i) => [
      `--host-record=${host}.corp.test,10.20.0.${i + 5}`,
      `--host-record=${host}.lab.test,10.30.1.${i + 9}`,
    ])
    run('dnsmasq', [
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--no-resolv',
      '--no-hosts',
      '--bind-interfaces',
      '--listen-address=127.0.0.1',
      '--port=5390',
      '--pid-file=',
      '--user=nobody',
      '--log-queries',
      `--log-facility=${dir}/dnsmasq.log`,
      '--server=/example.test/127.0.0.1#5391',
      '--mx-host=corp.test,mail.corp.test',
      ...records,
    ])
  },
  traffic: asking(5390, 320),
}

const bind9 = {
  name: 'bind9',
  version: 'named -v',
  says: 'query log and response errors of an authoritative server with three zones',
  start({ dir, run }) {
    const zones = ['corp.test', 'lab.test', 'example.test']
    for (const zone of zones) {
      const records = hosts
        .map((host, i) => `${host} IN A 10.40.${zones.indexOf(zone)}.${i + 3}`)
        .join('\n')
      writeFileSync(
        join(dir, zone),
        `$TTL 300\n@ IN SOA ns.${zone}. root.${zone}. (1 3600 600 86400 300)\n@ IN NS ns.${zone}.\n@ IN MX 10 mail.${zone}.\nns IN A 127.0.0.1\n${records}\n`,
      )
    }
    writeFileSync(
      join(dir, 'named.conf'),
      `options { directory "${dir}"; listen-on port 5391 { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; pid-file "${dir}/named.pid"; session-keyfile "${dir}/session.key"; managed-keys-directory "${dir}"; dnssec-validation no; };
controls { };
logging { channel all { file "${dir}/bind9.log"; print-time iso8601; print-category yes; print-severity yes; }; category default { all; }; category queries { all; }; };
${zones.map((zone) => `zone "${zone}" { type primary; file "${dir}/${zone}"; };`).join('\n')}`,
    )
    run('named', ['-f', '-c', join(dir, 'named.conf')])
  },
  traffic: asking(5391, 320),
}

const sshd = {
  name: 'sshd',
  version: 'ssh -V',
  says: 'LogLevel VERBOSE through rsyslog; logins with a key made for the run, wrong users, wrong keys, wrong passwords',
  start({ dir, run, syslog }) {
    for (const key of ['host', 'good', 'other'])
      spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', key, '-f', join(dir, key)])
    spawnSync('cp', [join(dir, 'good.pub'), join(dir, 'authorized')])
    mkdirSync('/run/sshd', { recursive: true })
    run('/usr/sbin/sshd', [
      '-D',
      '-f',
      '/dev/null',
      '-p',
      '2290',
      '-h',
      join(dir, 'host'),
      ...[
        'ListenAddress=127.0.0.1',
        'LogLevel=VERBOSE',
        `AuthorizedKeysFile=${dir}/authorized`,
        'StrictModes=no',
        'UsePAM=no',
        'PasswordAuthentication=yes',
        'PermitRootLogin=prohibit-password',
        `PidFile=${dir}/sshd.pid`,
        'MaxStartups=50',
      ].flatMap((o) => ['-o', o]),
    ])
    return { log: syslog.file, only: / sshd\[/ }
  },
  traffic: async ({ until, random, exec, dir }) => {
    const login = (user, key, from) =>
      exec('ssh', [
        '-F',
        '/dev/null',
        '-b',
        from,
        '-p',
        '2290',
        '-i',
        join(dir, key),
        '-o',
        'IdentitiesOnly=yes',
        '-o',
        'StrictHostKeyChecking=no',
        '-o',
        'UserKnownHostsFile=/dev/null',
        '-o',
        'PreferredAuthentications=publickey',
        '-l',
        user,
        '127.0.0.1',
        'true',
      ])
    const guess = (user, from) =>
      exec('sshpass', [
        '-p',
        random.hex(8),
        'ssh',
        '-F',
        '/dev/null',
        '-b',
        from,
        '-p',
        '2290',
        '-o',
        'PubkeyAuthentication=no',
        '-o',
        'NumberOfPasswordPrompts=1',
        '-o',
        'StrictHostKeyChecking=no',
        '-o',
        'UserKnownHostsFile=/dev/null',
        '-l',
        user,
        '127.0.0.1',
        'true',
      ])
    await repeat({ until, most: 150, pause: 700, random }, () => {
      const from = random.pick(clientAddresses)
      const kind = random.below(10)
      if (kind < 4) return login('root', 'good', from)
      if (kind < 6) return login('backup', 'other', from)
      return guess(
        random.pickSkewed(['admin', 'oracle', 'test', 'git', 'ubuntu', 'postgres', 'deploy', 'pi']),
        from,
      )
    })
  },
}

const dovecot = {
  name: 'dovecot',
  version: 'dovecot --version',
  says: 'IMAP log with mail events; logins, wrong passwords, look-ups in the box, appended mails',
  start({ dir, run }) {
    const users = ['anna', 'bo', 'chidi', 'dara', 'eva']
    writeFileSync(
      join(dir, 'users'),
      users
        .map((user) => `${user}:{PLAIN}word-${user}:65534:65534::${dir}/mail/${user}::\n`)
        .join(''),
    )
    mkdirSync(join(dir, 'mail'))
    spawnSync('chown', ['-R', 'nobody:nogroup', join(dir, 'mail')])
    writeFileSync(
      join(dir, 'dovecot.conf'),
      `base_dir = ${dir}/run
state_dir = ${dir}/state
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
log_path = ${dir}/dovecot.log
info_log_path = ${dir}/dovecot.log
log_timestamp = "%Y-%m-%d %H:%M:%S "
auth_verbose = yes
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_plugins = mail_log notify
plugin {
  mail_log_events = delete undelete expunge copy mailbox_create append flag_change
  mail_log_fields = uid box msgid size
}
first_valid_uid = 1
passdb {
  driver = passwd-file
  args = ${dir}/users
}
userdb {
  driver = passwd-file
  args = ${dir}/users
}
service imap-login {
  inet_listener imap {
    port = 1490
  }
}
protocol imap {
  mail_plugins = mail_log notify
}
namespace inbox {
  inbox = yes
}`,
    )
    run('dovecot', ['-F', '-c', join(dir, 'dovecot.conf')])
  },
  traffic: async ({ until, random }) =>
    repeat({ until, most: 220, pause: 550, random }, () => {
      const user = random.pickSkewed(['anna', 'bo', 'chidi', 'dara', 'eva', 'root'])
      const word = random.chance(0.15) ? random.hex(6) : `word-${user}`
      const mail = `Subject: report ${random.hex(4)}\r\nMessage-ID: <${random.hex(12)}@example.test>\r\n\r\n${'text '.repeat(random.between(5, 90))}\r\n`
      const steps = [
        `b SELECT INBOX\r\n`,
        `c APPEND INBOX {${mail.length}}\r\n`,
        `${mail}\r\n`,
        `d STORE 1 +FLAGS (\\Seen)\r\n`,
        `e STORE 1 +FLAGS (\\Deleted)\r\n`,
        `f EXPUNGE\r\n`,
      ]
      const lines = [
        `a LOGIN ${user} ${word}\r\n`,
        ...steps.slice(0, random.pick([1, 3, 4, 6])),
        'z LOGOUT\r\n',
      ]
      return converse({
        port: 1490,
        from: random.pick(clientAddresses),
        greeting: true,
        lines,
        timeout: 1500,
      })
    }),
}

const vsftpd = {
  name: 'vsftpd',
  version: 'vsftpd -v 0>&1',
  says: 'protocol log of an anonymous FTP server; listings, downloads, missing files, refused uploads',
  start({ dir, run }) {
    const root = join(dir, 'pub')
    mkdirSync(join(root, 'releases'), { recursive: true })
    for (const file of [
      'README',
      'SHA256SUMS',
      'releases/tool-1.2.tar.gz',
      'releases/tool-1.3.tar.gz',
      'releases/NEWS',
    ])
      writeFileSync(join(root, file), file.repeat(900))
    writeFileSync(
      join(dir, 'vsftpd.conf'),
      `listen=YES
listen_address=127.0.0.1
listen_port=2190
background=NO
anonymous_enable=YES
local_enable=NO
anon_root=${root}
secure_chroot_dir=${dir}/empty
xferlog_enable=YES
log_ftp_protocol=YES
vsftpd_log_file=${dir}/vsftpd.log
ftp_username=ftp
nopriv_user=nobody
seccomp_sandbox=NO
pasv_min_port=21900
pasv_max_port=21999
`,
    )
    mkdirSync(join(dir, 'empty'))
    run('vsftpd', [join(dir, 'vsftpd.conf')])
  },
  traffic: async ({ until, random, exec }) =>
    repeat({ until, most: 90, pause: 900, random }, () => {
      const path = random.pickSkewed([
        'README',
        'releases/',
        'releases/tool-1.3.tar.gz',
        'SHA256SUMS',
        'releases/NEWS',
        'releases/tool-1.2.tar.gz',
        'releases/tool-9.9.tar.gz',
        '',
      ])
      const upload = random.chance(0.1) ? ['-T', '/etc/hostname'] : []
      return exec('curl', [
        '-s',
        '-m',
        '5',
        '-o',
        '/dev/null',
        '--interface',
        random.pick(clientAddresses),
        ...upload,
        `ftp://127.0.0.1:2190/${path}`,
      ])
    }),
}

export const networkDaemons = [dnsmasq, bind9, sshd, dovecot, vsftpd]
