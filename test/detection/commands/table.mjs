const DATA = '/srv/app/venv/lib/python3.11/site-packages/vega_datasets/_data'
const SKLEARN = '/srv/app/venv/lib/python3.11/site-packages/sklearn/datasets/data'
const python = (script) => `/srv/app/venv/bin/python - <<'P'\n${script}\nP`
const pandas = (file, rest) =>
  python(`import pandas as pd\nd = pd.read_csv('${DATA}/${file}')\n${rest}`)
const sqlite = (mode, query) =>
  `sqlite3 :memory: -cmd ".mode csv" -cmd ".import ${DATA}/airports.csv airports" -cmd ".import ${DATA}/us-employment.csv jobs" -cmd ".headers on" -cmd ".mode ${mode}" "${query}"`
const JOBS =
  'select month, nonfarm, private, goods_producing, retail_trade, utilities from jobs limit 80'
const AIRPORTS =
  "select iata, name, city, state, latitude, longitude from airports where state in ('TX','CA') order by name limit 120"
const psql = (options, query) =>
  `su postgres -c "psql -p 5499 -h /tmp shop ${options} -c \\"${query}\\""`

export const table = {
  open: [
    {
      tool: 'csv',
      commands: [
        'airports',
        'iowa-electricity',
        'la-riots',
        'seattle-temps',
        'seattle-weather',
        'sf-temps',
        'stocks',
        'us-employment',
      ].map((name) => `head -250 ${DATA}/${name}.csv`),
    },
    {
      tool: 'sqlite',
      commands: [
        sqlite('csv', AIRPORTS),
        sqlite('column', AIRPORTS),
        sqlite('box', AIRPORTS),
        sqlite('table', JOBS),
        sqlite('markdown', JOBS),
        sqlite('tabs', JOBS),
        sqlite('list', AIRPORTS),
        sqlite(
          'column',
          'select state, count(*) airports, round(avg(latitude), 3) latitude from airports group by state',
        ),
      ],
    },
    {
      tool: 'psql',
      commands: [
        psql('', 'select * from pg_settings limit 40'),
        psql('', 'select name, setting, unit, category from pg_settings'),
        psql('-A', 'select name, setting, vartype from pg_settings limit 100'),
        psql('--csv', 'select * from pg_settings limit 60'),
        psql('', 'select relname, relkind, relpages, reltuples from pg_class order by 1'),
        psql('', '\\\\dt pg_catalog.*'),
        psql('', '\\\\d+ pg_class'),
        psql(
          '',
          'select datname, numbackends, xact_commit, blks_read, stats_reset from pg_stat_database',
        ),
        psql('-P border=2', 'select typname, typlen, typtype from pg_type limit 60'),
      ],
    },
    {
      tool: 'pandas',
      commands: [
        pandas('stocks.csv', 'print(d.head(60).to_string())'),
        pandas('seattle-weather.csv', 'print(d.describe().to_string()); print(d.tail(20))'),
        pandas(
          'stocks.csv',
          'print(d.pivot_table(index="date", columns="symbol", values="price").head(50))',
        ),
        pandas('seattle-weather.csv', 'print(d.head(60).to_markdown())'),
        pandas(
          'airports.csv',
          'print(d.groupby("state").agg({"latitude": ["mean", "min"], "iata": "count"}))',
        ),
        pandas('us-employment.csv', 'print(d.head(40).to_csv(sep="\\t", index=False))'),
      ],
    },
    {
      tool: 'tabulate',
      commands: [
        'github',
        'grid',
        'simple',
        'pipe',
        'psql',
        'presto',
        'tsv',
        'rst',
        'outline',
        'plain',
      ].map((style) =>
        python(
          `import pandas as pd\nfrom tabulate import tabulate\nd = pd.read_csv('${DATA}/airports.csv').head(60)[["iata", "name", "city", "state", "latitude"]]\nprint(tabulate(d, headers="keys", tablefmt="${style}", showindex=False))`,
        ),
      ),
    },
    {
      tool: 'column',
      commands: [
        `head -80 ${DATA}/stocks.csv | column -t -s,`,
        'column -t -s: /etc/passwd',
        `cut -d, -f1-5 ${DATA}/airports.csv | head -100 | column -t -s, -o " | "`,
      ],
    },
    {
      tool: 'markdown-table',
      commands: [
        'awk -F, \'NR==1{print "| " $1 " | " $2 " | " $3 " |\\n|---|---|---|";next}{print "| " $1 " | " $2 " | " $3 " |"}\' ' +
          `${DATA}/stocks.csv | head -80`,
      ],
    },
  ],
  more: [
    {
      tool: 'csv-sklearn',
      commands: [
        `cat ${SKLEARN}/iris.csv`,
        `cat ${SKLEARN}/wine_data.csv`,
        `cat ${SKLEARN}/breast_cancer.csv`,
        `zcat ${SKLEARN}/*diabetes_data*.gz | head -150 || true`,
        'head -120 /usr/share/distro-info/ubuntu.csv; ls /nothing 2>/dev/null',
        'cat /usr/share/distro-info/debian.csv',
        'head -200 /usr/share/unicode/*.txt 2>/dev/null || sed -n 30,200p /usr/share/zoneinfo/zone1970.tab',
      ],
    },
    {
      tool: 'mariadb',
      commands: [
        '-t -e "select user, host, plugin, is_role, default_role from mysql.user; show variables like \'innodb%\'"',
        '-t -e "select table_schema, table_name, engine, table_rows, data_length from information_schema.tables"',
        '-e "select table_name, column_name, data_type, is_nullable from information_schema.columns limit 150"',
        '-t -e "describe mysql.user; show status like \'Com_%\'"',
        '-t -e "show databases; select name, description from mysql.help_category" mysql',
      ].map((o) => `mariadb -S /srv/app/my/sock ${o}`),
    },
    {
      tool: 'duckdb',
      commands: [
        `import duckdb\nduckdb.sql("select * from '${DATA}/stocks.csv' limit 40").show(max_rows=40)`,
        `import duckdb\nduckdb.sql("describe select * from '${DATA}/us-employment.csv'").show()\nduckdb.sql("summarize select * from '${DATA}/seattle-weather.csv'").show(max_width=120)`,
      ].map(python),
    },
    {
      tool: 'rich',
      commands: [
        python(
          `import csv\nfrom rich.table import Table\nfrom rich.console import Console\nt = Table("iata", "name", "city")\nfor r in list(csv.reader(open('${DATA}/airports.csv')))[1:60]: t.add_row(*r[:3])\nConsole(width=100).print(t)`,
        ),
      ],
    },
    {
      tool: 'prettytable',
      commands: [
        python(
          `from prettytable import from_csv\nprint(from_csv(open('${DATA}/seattle-weather.csv')).get_string(end=60))`,
        ),
        python(
          `from texttable import Texttable\nimport csv\nt = Texttable()\nt.add_rows(list(csv.reader(open('${DATA}/stocks.csv')))[:40])\nprint(t.draw())`,
        ),
      ],
    },
    {
      tool: 'console-table',
      commands: [
        `node -e "const r = require('fs').readFileSync('${DATA}/stocks.csv', 'utf8').split('\\n').slice(1, 40).map((l) => l.split(',')); console.table(r)"`,
        `node -e "console.table(Object.entries(process.versions).map(([name, version]) => ({ name, version, major: Number(version.split('.')[0]) })))"`,
      ],
    },
    {
      tool: 'miller',
      commands: ['--icsv --opprint', '--icsv --oxtab', '--icsv --otsv', '--icsv --omd']
        .map((o) => `mlr ${o} head -n 60 then cut -f iata,name,city,latitude ${DATA}/airports.csv`)
        .filter((c) => !c.includes('xtab')),
    },
    {
      tool: 'csvkit',
      commands: [
        `/srv/app/venv/bin/csvlook --max-rows 50 ${DATA}/sf-temps.csv`,
        `/srv/app/venv/bin/csvcut -c 1,3,2 ${DATA}/airports.csv | head -90`,
        `/srv/app/venv/bin/csvformat -T ${DATA}/stocks.csv | head -100`,
        `/srv/app/venv/bin/csvformat -D ";" ${DATA}/iowa-electricity.csv`,
      ],
    },
    {
      tool: 'jq-table',
      commands: [
        `jq -r '.[] | [.Name, .Cylinders, .Origin] | @csv' ${DATA}/cars.json | head -120`,
        `jq -r '.[] | [.petalLength, .species, .sepalWidth] | @tsv' ${DATA}/iris.json`,
      ],
    },
    {
      tool: 'numpy',
      commands: [
        python(
          'import numpy as np\nnp.set_printoptions(suppress=True, precision=3, linewidth=100)\nimport sys\nnp.savetxt(sys.stdout, np.random.default_rng(1).normal(size=(50, 6)), fmt="%10.4f")',
        ),
      ],
    },
  ],
}
