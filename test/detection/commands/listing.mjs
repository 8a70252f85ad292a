/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: programs and commands for other shells and languages. */
/** As `npm run env` prints it, but of an environment that says nothing of this machine. */
const bare = (extra = '') =>
  `env -i HOME=/home/dev USER=dev LANG=C.UTF-8 SHELL=/bin/bash TERM=xterm-256color PATH=/usr/local/bin:/usr/bin:/bin PWD=$PWD ${extra}`
/** Its own process space, so that only what is started here is seen. */
const apart = (command) => `unshare -pf --mount-proc bash -c ${JSON.stringify(command)}`
const SOME =
  'for i in 1 2 3 4; do sleep 3$i & done; node -e "setTimeout(()=>{},2000)" & python3 -m http.server 8765 --bind 127.0.0.1 >/dev/null 2>&1 & redis-server --port 7399 >/dev/null & tail -f /dev/null & sleep 1;'
const END = ' kill $(jobs -p) 2>/dev/null'

export const listing = {
  open: [
    {
      tool: 'ls',
      dir: 'web/node_modules/lodash',
      commands: [
        'ls -la',
        'ls',
        'ls -l fp',
        'ls -lh ..',
        'ls -1 ../rxjs/src/internal/operators',
        'ls -laR ../express ../axios',
        'ls -R ../zod',
        'ls -lart /etc',
        'ls -li /usr/lib/apache2',
        'ls -F /usr/bin | head -300',
        'ls -l --time-style=full-iso ../chalk',
        'ls -d /usr/share/doc/lib*',
      ],
    },
    {
      tool: 'find',
      dir: 'repos/fast-check',
      commands: [
        'find . -name "*.js" -not -path "./.git/*"',
        'find . -type f | head -500',
        'find . -type d',
        'find /etc -name "*.conf"',
        'find . -type f -printf "%s %p\\n" | sort -rn | head -200',
        'find /usr/lib/python3 -name "*.py" -size +20k -ls',
        'find . -name "*.d.ts" | sort',
        'find /srv/app/go -name "*_test.go" -newermt 2020-01-01',
      ],
    },
    {
      tool: 'tree',
      dir: 'web/node_modules/axios',
      commands: [
        'tree',
        'tree -L 2 ..',
        'tree -d /srv/app/python/django/contrib',
        'tree -h lib',
        'tree -f -i lib',
        'tree --charset=ascii lib',
        'tree -pug lib',
      ],
    },
    {
      tool: 'git-status',
      dir: 'repos/commander',
      commands: [
        'rm -rf /tmp/st && cp -r . /tmp/st && cd /tmp/st && for f in lib/*.js; do echo "//" >> $f; done; git add lib/help.js lib/option.js; mkdir n && touch n/a n/b new.txt; git rm -q index.js; git mv Readme.md README.md; git status',
        'cd /tmp/st && git status --short',
        'cd /tmp/st && git status --porcelain=v2',
        'cd /tmp/st && git status -uall --ignored; cd /; rm -rf /tmp/st',
        'cd ../fast-check && rm -rf /tmp/st2 && cp -r . /tmp/st2 && cd /tmp/st2 && git checkout -q v3.0.0 && rm -rf lib/arbitrary && git status; rm -rf /tmp/st2',
      ],
    },
    {
      tool: 'ps',
      commands: [
        apart(`${SOME} ps aux;${END}`),
        apart(`${SOME} ps -ef;${END}`),
        apart(`${SOME} ps -eo pid,ppid,stat,etime,rss,comm,args --forest;${END}`),
        apart(`${SOME} ps axjf;${END}`),
      ],
    },
    {
      tool: 'env',
      dir: 'repos/express',
      commands: [
        bare('npm run env'),
        bare(
          'JAVA_HOME=/usr/lib/jvm/default-java NODE_ENV=production PORT=8080 DATABASE_URL=postgres://db:5432/app LOG_LEVEL=info REDIS_URL=redis://cache:6379 env',
        ),
        bare('bash -c "export -p; set" | head -80'),
        bare('git-sh-setup 2>/dev/null; env -i A=1 bash -lc "declare -p"'),
      ],
    },
    {
      tool: 'du',
      dir: 'web/node_modules',
      commands: [
        'du -sh * | sort -rh | head -150',
        'du -a express axios',
        'du -h --max-depth=2 vite',
        'du -sk /usr/share/*',
      ],
    },
    {
      tool: 'package-list',
      dir: 'web',
      commands: [
        'pip list',
        '/srv/app/venv/bin/pip list',
        '/srv/app/venv/bin/pip freeze',
        'npm ls',
        'npm ls --all | head -500',
        'npm ls --parseable',
        'dpkg -l | head -300',
        'dpkg -l "python3*"',
        'apt list --installed 2>/dev/null | head -400',
        'dpkg -L nginx-common',
        'dpkg-query -W -f "\\${Package}\\t\\${Version}\\n" | head -200',
      ],
    },
  ],
  more: [
    {
      tool: 'git-ls',
      dir: 'repos/express',
      commands: [
        'git ls-files',
        'git ls-tree -r HEAD',
        'git tag -n',
        'git for-each-ref',
        'git ls-tree -r -l v4.17.0',
        'git ls-files -s',
      ],
    },
    {
      tool: 'df',
      commands: [
        'df -h / /dev /dev/shm /proc',
        'df -iT / /dev /dev/shm /tmp',
        'du -ah --time /srv/app/repos/express/lib',
      ],
    },
    {
      tool: 'archive-list',
      dir: 'packages',
      commands: [
        'tar tvzf express-5.0.0.tgz',
        'tar tzf commander-12.1.0.tgz',
        'unzip -l $(find /usr/share -name "*.jar" | head -1)',
        'jar tf $(find /usr/share/maven -name "*.jar" | sort | head -1)',
        'ar tv /usr/lib/gcc/x86_64-linux-gnu/12/libgcc.a | head -200',
        'dpkg -c $(find /var/cache/apt/archives -name "*.deb" | head -1)',
      ],
    },
    {
      tool: 'cargo-tree',
      dir: '/srv/app/projects/rust',
      commands: ['cargo tree', 'cargo tree --prefix depth', 'cargo install --list; cargo --list'],
    },
    { tool: 'fd', dir: 'web/node_modules', commands: ['fdfind -e ts . rxjs', 'fdfind -t d . d3'] },
    {
      tool: 'gem',
      commands: [
        'gem list',
        'gem contents minitest 2>/dev/null || gem contents rake',
        'gem list --details | head -200',
      ],
    },
    {
      tool: 'network',
      commands: [
        `unshare -n bash -c ${JSON.stringify('ip link set lo up; ip addr; ip route; ip link; ip -s link')}`,
        `unshare -n bash -c ${JSON.stringify('ip link set lo up; redis-server --port 7397 >/dev/null & python3 -m http.server 8791 >/dev/null 2>&1 & sleep 2; ss -tulpn; netstat -tulpn; ss -a; kill $(jobs -p)')}`,
      ],
    },
    {
      tool: 'file-facts',
      dir: 'web/node_modules/express',
      commands: [
        'wc -l lib/*.js ../axios/lib/*/*.js',
        'file lib/*.js /usr/bin/[a-c]*',
        'md5sum ../axios/lib/*/*.js',
        'sha256sum ../rxjs/src/*.ts lib/*',
        'stat lib/*.js',
        'lsattr -R lib',
        'getfacl -R lib 2>/dev/null || ls -lZ lib',
      ],
    },
    {
      tool: 'binary-facts',
      commands: [
        'ldd /usr/bin/git /usr/bin/node',
        'nm -D /lib/x86_64-linux-gnu/libz.so.1',
        'objdump -h /usr/bin/git',
        'readelf -S /usr/bin/git',
        'size /usr/bin/g*',
      ],
    },
    {
      tool: 'system-facts',
      commands: [
        'cat /etc/fstab /etc/protocols',
        'ulimit -a; locale',
        'fc-list | head -100',
        'update-alternatives --get-selections',
        'getent passwd; getent group',
        'cat /proc/meminfo',
        apart(`${SOME} top -b -n 1; lsof -p $$ | head -80;${END}`),
      ],
    },
    {
      tool: 'go-list',
      dir: '/srv/app/projects/go',
      commands: ['go list -m all', 'go list std', 'go env', 'go version -m $(which go)'],
    },
    {
      tool: 'docker-like',
      commands: [
        'apt-cache policy git node nginx python3 redis-server',
        'apt-mark showmanual',
        'apt-cache depends git',
        'apt list --upgradable 2>/dev/null | head -150',
        'pyenv versions; pyenv commands; ls -l $PYENV_ROOT/versions',
      ],
    },
  ],
}
