#!/bin/bash
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Sets up what make-corpus.mjs runs its commands on: repositories with real histories (published versions of
# packages, committed one after another), tools, and tiny projects with real failures. Debian 12, as root, with
# Node, Go, Rust and Java.
#   bash test/detection/scene.sh /srv/app
set -u
scene=${1:-/srv/app}
mkdir -p "$scene"/{repos,packages,web,more,python,go,debian,java-sources/open,java-sources/frozen,pg,my}
cd "$scene"

# --- Tools
apt-get update -qq
apt-get install -y -qq --no-install-recommends ripgrep tree ruby php-cli gradle kotlin lsof silversearcher-ag ack \
  mono-devel ugrep fd-find shellcheck ninja-build meson clang elixir lua5.4 sqlite3 pandoc cppcheck iproute2 net-tools \
  mercurial subversion strace php-symfony-console php-symfony-yaml postgresql mariadb-server perl-doc cmake-data \
  bash-completion vim-runtime erlang-dev figlet sharutils rsync xxd autoconf gdb valgrind guile-3.0 tcl sbcl \
  libcarp-always-perl libxml2-utils miller groovy redis-server mosquitto nginx-light jq man-db golang cargo maven cmake
(cd web && npm init -y >/dev/null && npm install --no-audit --no-fund mocha jest ava tap eslint stylelint webpack \
  webpack-cli rollup vite vitest typescript prettier express lodash react react-dom chai jasmine standard \
  markdownlint-cli svelte vue @angular/core parcel qunit uvu pnpm yarn html-validate puppeteer-core oxlint jshint \
  commander chalk@4 axios zod rxjs three d3 moment esbuild)
(cd more && npm init -y >/dev/null && npm install --no-audit --no-fund --ignore-scripts --legacy-peer-deps react-native \
  bootstrap@5 font-awesome element-plus svelte-routing google-protobuf typeorm ag-grid-community formik graphql \
  solid-js lit fastify date-fns hono winston pino pino-pretty bunyan morgan log4js consola cli-table3 &&
  tar xzf "$(npm pack -s react-native-windows@0.75)" && mv package react-native-windows)
python3 -m venv venv && venv/bin/pip install -q pytest ruff flake8 mypy pylint black tox django flask sqlalchemy pandas \
  numpy rich tabulate httpx bandit sphinx pyright click behave pydantic trio pytest-xdist robotframework vega_datasets \
  prettytable loguru structlog celery gunicorn uvicorn duckdb csvkit texttable scikit-learn
for name in flask werkzeug requests django sqlalchemy pandas jinja2 click httpx; do
  cp -r venv/lib/python3*/site-packages/$name python/
done
cp -r "$(go env GOROOT)"/src/{net,encoding,sort,text} go/
sed 's/^Types: deb$/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >/etc/apt/sources.list.d/src.sources
apt-get update -qq
(cd debian && apt-get source -qq zlib bzip2 file)

# --- Databases
chown postgres pg && chown mysql my
bin=$(ls -d /usr/lib/postgresql/*/bin | head -1)
su postgres -c "$bin/initdb -D $scene/pg/data && $bin/pg_ctl -D $scene/pg/data -o '-p 5499 -k /tmp' -l $scene/pg/log -w start && createdb -h /tmp -p 5499 shop"
mariadb-install-db --user=mysql --datadir="$scene/my" >/dev/null
mariadbd --user=mysql --datadir="$scene/my" --socket="$scene/my/sock" --skip-networking >"$scene/my/log" 2>&1 &

# --- Histories

history_of() { # name, versions …: a repository whose commits are a package's published versions
  local name=$1 repo="$scene/repos/$1"
  shift
  mkdir -p "$repo" && cd "$repo" && git init -q -b main .
  git config user.name 'Ada Example' && git config user.email ada@example.test
  local day=1
  for version in "$@"; do
    (cd "$scene/packages" && { [ -f "$name-$version.tgz" ] || npm pack -s "$name@$version" >/dev/null; })
    find . -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +
    tar xzf "$scene/packages/$name-$version.tgz" --strip-components=1 2>/dev/null
    git add -A
    GIT_AUTHOR_DATE="2024-03-$(printf %02d $day)T09:1$((day % 6)):27+01:00" \
    GIT_COMMITTER_DATE="2024-03-$(printf %02d $day)T09:2$((day % 6)):04+01:00" \
      git commit -q -m "Release $version" -m "Publishes $name $version to the registry."
    git tag "v$version"
    day=$((day + 2))
  done
  cd "$scene"
}
history_of express 4.16.0 4.16.4 4.17.0 4.17.3 4.18.0 4.18.2 4.19.2 4.21.0 5.0.0
history_of commander 7.2.0 8.3.0 9.5.0 10.0.1 11.1.0 12.1.0
history_of fast-check 2.25.0 3.0.0 3.8.0 3.15.0

# The same histories under other systems.
hg_dir="$scene/hg" svn_dir="$scene/svn"
rm -rf "$hg_dir" "$svn_dir" "$scene/svn-store" && mkdir -p "$hg_dir" && hg init "$hg_dir" && svnadmin create "$scene/svn-store"
svn checkout -q "file://$scene/svn-store" "$svn_dir"
for version in 4.16.0 4.17.0 4.18.2 5.0.0; do
  for work in "$hg_dir" "$svn_dir"; do
    rm -rf "$work/lib" "$work/package.json"
    tar xzf "$scene/packages/express-$version.tgz" -C "$work" --strip-components=1 package/lib package/package.json
  done
  (cd "$hg_dir" && hg addremove -q && hg commit -q -m "Release $version" -u 'Ada Example <ada@example.test>' -d '2024-03-09 09:00')
  (cd "$svn_dir" && svn add -q --force . && svn status | sed -n 's/^! *//p' | xargs -r svn rm -q && svn commit -q --username ada -m "Release $version" && svn update -q)
done

# --- Projects and crashes
bash "$here/projects.sh" "$scene"
bash "$here/crashes.sh" "$scene"
(cd projects/java && mvn -q -B dependency:go-offline dependency:sources)
for jar in $(find ~/.m2 -name '*sources.jar'); do
  case $jar in *jackson* | *logback* | *slf4j*) set_name=open ;; *) set_name=frozen ;; esac
  (cd "java-sources/$set_name" && unzip -qo "$jar" '*.java')
done
