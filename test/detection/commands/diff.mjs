export const diff = {
  open: [
    {
      tool: 'git-diff',
      dir: 'repos/express',
      commands: [
        'git diff v4.16.4 v4.17.0',
        'git diff v4.18.2 v5.0.0 -- lib',
        'git diff --stat v4.16.0 v5.0.0',
        'git diff --word-diff v4.17.0 v4.17.3 -- lib',
        'git diff -U0 v4.18.0 v4.19.2',
        'git diff -U10 v4.19.2 v4.21.0',
        'git diff --name-status v4.18.2 v5.0.0; git diff --stat v4.18.2 v5.0.0',
        'git diff --numstat v4.16.0 v5.0.0; git diff --shortstat v4.16.0 v5.0.0; git diff v4.16.0 v4.16.4 -- package.json',
        'git diff -R v4.17.0 v4.17.3 -- package.json lib',
        'git diff --no-prefix v4.17.3 v4.18.0 -- lib',
        'git diff --patch-with-stat v4.18.0 v4.18.2',
        'git diff --ignore-all-space v4.16.0 v4.19.2 -- lib/response.js',
        'git diff --color-words=. --no-color v4.21.0 v5.0.0 -- lib/express.js',
        'git diff v9.5.0 v10.0.1 2>/dev/null || git diff v4.16.0 v4.17.0 -- Readme.md History.md',
      ],
    },
    {
      tool: 'git-show',
      dir: 'repos/commander',
      commands: ['git show v9.5.0', 'git show --stat HEAD', 'git show HEAD~1 -- lib', 'git show --format=fuller HEAD -- package.json', 'git show --name-only HEAD~2', 'git show -s --format=raw HEAD HEAD~1 HEAD~2', 'git show HEAD~1 --format=email -- typings'],
    },
    {
      tool: 'git-log',
      dir: 'repos/fast-check',
      commands: ['git log -n 40', 'git log --oneline -n 80', 'git log -p -n 3', 'git log --stat -n 12', 'git log --graph --oneline --decorate -n 60', 'git log --pretty=format:"%h %ad %an %s" --date=short -n 50', 'git log --name-status -n 15', 'git log -n 20 --pretty=fuller'],
    },
    {
      tool: 'git-log-packages',
      dir: 'repos/express',
      commands: ['git log', 'git log -p v4.16.0..v4.17.3 -- package.json', 'git log --stat', 'git log --oneline --name-only', 'git log -p --follow -- lib/router/index.js', 'git reflog; git log -g --oneline', 'git whatchanged 2>&1 | head -300'],
    },
    {
      tool: 'git-blame',
      dir: 'repos/express',
      commands: ['git blame package.json', 'git blame lib/utils.js', 'git blame -s lib/view.js', 'git blame -l -L 20,120 lib/request.js', 'git blame --date=short -e lib/application.js', 'git blame --line-porcelain lib/express.js', 'git blame History.md | head -200'],
    },
    {
      tool: 'git-merge',
      dir: 'repos/commander',
      commands: [
        'rm -rf /tmp/mg && cp -r . /tmp/mg && cd /tmp/mg && git checkout -q -b a v9.5.0 && sed -i s/const/let/ lib/help.js && git commit -qam "Prefer let" && git checkout -q -b b v9.5.0 && sed -i "s/const/var/;5,9d" lib/help.js && git commit -qam "Prefer var" && git merge a -q; git diff',
        'cd /tmp/mg && git checkout --ours lib/help.js 2>/dev/null; sed -i "40,60s/return/return  /" lib/help.js; git commit -qam "Merge a"; git show',
        'cd /tmp/mg && git log -p -m --first-parent -n 2; cd /; rm -rf /tmp/mg',
      ],
    },
  ],
  frozen: [
    {
      tool: 'diff',
      dir: 'web/node_modules',
      commands: ['diff -u /srv/app/repos/express/lib/utils.js express/lib/utils.js', 'diff -ru /srv/app/repos/express/lib express/lib', 'diff -rq /srv/app/repos/express express', 'diff -u ../package.json express/package.json', 'diff /srv/app/repos/express/History.md express/History.md', 'diff -c /srv/app/repos/express/lib/view.js express/lib/view.js', 'diff -ruN /srv/app/repos/commander/lib commander/lib | head -900', 'diff express/lib/express.js express/lib/application.js', 'diff -u /etc/passwd /etc/group'],
    },
    {
      tool: 'git-patch',
      dir: 'repos/fast-check',
      commands: ['git format-patch --stdout -1 v3.0.0 | head -c 60000', 'cd ../express; git format-patch --stdout v4.17.0..v4.18.0', 'cd ../commander; git stash list; sed -i s/this/self/ lib/error.js; git stash -q; git stash show -p; git stash drop -q', 'cd ../express; git range-diff v4.16.0..v4.17.0 v4.16.0..v4.17.3', 'cd ../express; git shortlog -n; git log --format=oneline', 'cd ../express; git request-pull v4.19.2 . 2>/dev/null'],
    },
    {
      tool: 'debian-patches',
      dir: '/tmp',
      commands: ['cat /srv/app/debian/*/debian/patches/*.patch | head -400', 'cat $(ls /srv/app/debian/*/debian/patches/*.patch | tail -1)', 'cat $(ls /srv/app/debian/*/debian/patches/*.patch | tail -3 | head -1)', 'cat $(ls /srv/app/debian/*/debian/patches/*.diff | tail -1)'],
    },
    {
      tool: 'hg',
      dir: 'hg',
      commands: ['hg diff -r 0 -r 2', 'hg log', 'hg log -p -l 2', 'hg diff --git -c 1', 'hg annotate -un lib/utils.js', 'hg export tip'],
    },
    { tool: 'svn', dir: 'svn', commands: ['svn diff -r 1:3', 'svn log', 'svn log -v', 'svn diff -c 2', 'svn blame lib/utils.js'] },
    { tool: 'cmp-tools', dir: 'repos/express', commands: ['git diff v4.17.0 v4.18.0 | interdiff - /dev/null 2>/dev/null || git diff v4.17.0 v4.18.0 -- lib | cat', 'git difftool --no-prompt --extcmd="diff -u" v4.17.0 v4.17.3 -- lib', "python3 - <<'P'\nimport difflib,sys\na=open('lib/utils.js').read().splitlines(1);b=open('lib/view.js').read().splitlines(1)\nsys.stdout.writelines(difflib.unified_diff(a,b,'utils.js','view.js'))\nP", "python3 - <<'P'\nimport difflib,sys\na=open('lib/express.js').read().splitlines(1);b=open('lib/view.js').read().splitlines(1)\nsys.stdout.writelines(difflib.context_diff(a,b,'express.js','view.js'))\nP"] },
  ],
}
