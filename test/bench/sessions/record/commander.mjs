// Options, arguments and commands that are deprecated say so: in help, and once when they are used.
import { Agent } from './agent.mjs'

export const commander = {
  package: 'commander',
  format: 'anthropic',
  /** As Claude Code writes: markers that move, and single texts that become strings. */
  movesMarkers: true,
  task: 'Users keep asking for a way to deprecate options and commands. Add `.deprecated(message?)` to Option, Argument and Command: help shows "(deprecated)" or the message behind the description, and using one prints a warning to stderr once. Typings, README and tests too, please. There is no test folder in this checkout; make one with node:test.',
  record: () => {
    const agent = new Agent({ name: 'commander' })
    look(agent)
    changeOption(agent)
    changeHelp(agent)
    changeCommand(agent)
    testIt(agent)
    warnOnce(agent)
    typeIt(agent)
    document(agent)
    return agent.end(
      'Deprecated options, arguments and commands are marked in help and warn once on stderr; typings, README and tests are in place.',
    )
  },
}

function look(agent) {
  agent.say("I'll look at how the package is laid out first.")
  const files = agent.bash('ls -la . lib typings && cat package.json')
  agent.pick(files, /option\.js/)
  agent.together(() => {
    agent.read('lib/option.js')
    agent.read('lib/argument.js')
  })
  agent.say('`hidden` and `choices` are close to what is asked for. Where are they used?')
  const used = agent.grep('hidden|argChoices|_hidden', 'lib')
  agent.pick(used, /lib\/help\.js/)
  agent.read('lib/help.js')
  const text = agent.grep('optionDescription|argumentDescription|subcommandDescription', '.')
  agent.pick(text, /lib\/command\.js|typings\/index\.d\.ts/)
  agent.say('Now the command itself.')
  agent.read('lib/command.js')
}

function changeOption(agent) {
  agent.say('A field and a method on Option, beside `hidden`.')
  agent.edit(
    'lib/option.js',
    '    this.hidden = false;\n    this.argChoices = undefined;\n    this.conflictsWith = [];',
    '    this.hidden = false;\n    this.deprecation = undefined;\n    this.argChoices = undefined;\n    this.conflictsWith = [];',
  )
  agent.edit(
    'lib/option.js',
    '    this.hidden = !!hide;\n    return this;\n  }',
    `    this.hidden = !!hide;
    return this;
  }

  /**
   * Mark option as deprecated: said in the help, and warned about when it is used.
   *
   * @param {string} [message]
   * @return {Option}
   */
  deprecated(message) {
    this.deprecation = message || 'deprecated';
    return this;
  }`,
  )
  agent.edit(
    'lib/argument.js',
    '    this.defaultValueDescription = undefined;\n    this.argChoices = undefined;',
    '    this.defaultValueDescription = undefined;\n    this.deprecation = undefined;\n    this.argChoices = undefined;',
  )
  agent.edit(
    'lib/argument.js',
    '  /**\n   * Make argument required.',
    `  /**
   * Mark argument as deprecated: said in the help, and warned about when it is used.
   *
   * @param {string} [message]
   * @return {Argument}
   */
  deprecated(message) {
    this.deprecation = message || 'deprecated';
    return this;
  }

  /**
   * Make argument required.`,
  )
  agent.read('lib/argument.js', 1, 60)
}

function changeHelp(agent) {
  const found = agent.grep('extraInfo|extraDescription|extraDescripton', 'lib/help.js', '-C 3')
  agent.lineOf(found, '', `extraInfo.push(\`env: \${option.envVar}\`);`)
  agent.say('Both descriptions collect what they add in `extraInfo`.')
  agent.edit(
    'lib/help.js',
    `      extraInfo.push(\`env: \${option.envVar}\`);\n    }`,
    `      extraInfo.push(\`env: \${option.envVar}\`);\n    }\n    if (option.deprecation !== undefined) {\n      extraInfo.push(option.deprecation);\n    }`,
  )
  const argument = agent.grep('argumentDescription\\(argument\\) \\{', 'lib/help.js')
  const at = agent.lineOf(argument, '', 'argumentDescription(argument) {')
  agent.read('lib/help.js', at - 8, 40)
  agent.edit(
    'lib/help.js',
    `        \`default: \${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}\`,\n      );\n    }`,
    `        \`default: \${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}\`,\n      );\n    }\n    if (argument.deprecation !== undefined) {\n      extraInfo.push(argument.deprecation);\n    }`,
  )
  agent.read('lib/help.js', at - 60, 70)
  agent.edit(
    'lib/help.js',
    '    return cmd.summary() || cmd.description();\n  }',
    `    const description = cmd.summary() || cmd.description();\n    if (cmd._deprecation === undefined) return description;\n    return \`\${description} (\${cmd._deprecation})\`.trim();\n  }`,
  )
}

function changeCommand(agent) {
  agent.say('Now the warnings. Values from the command line come through `handleOptionValue`.')
  const handled = agent.grep(
    'handleOptionValue|_dispatchSubcommand|_processArguments|writeErr|_hidden',
    'lib/command.js',
  )
  const option = agent.lineOf(handled, '', "handleOptionValue(val, invalidValueMessage, 'cli')")
  agent.read('lib/command.js', option - 32, 50)
  agent.edit(
    'lib/command.js',
    "      handleOptionValue(val, invalidValueMessage, 'cli');",
    `      this._warnDeprecated(\`option '\${option.flags}'\`, option.deprecation);\n      handleOptionValue(val, invalidValueMessage, 'cli');`,
  )
  agent.edit(
    'lib/command.js',
    "      handleOptionValue(val, invalidValueMessage, 'env');",
    `      this._warnDeprecated(\`option '\${option.flags}'\`, option.deprecation);\n        handleOptionValue(val, invalidValueMessage, 'env');`,
  )
  const dispatch = agent.lineOf(
    handled,
    '',
    '_dispatchSubcommand(commandName, operands, unknown) {',
  )
  agent.read('lib/command.js', dispatch, 25)
  agent.edit(
    'lib/command.js',
    '    if (!subCommand) this.help({ error: true });\n\n    subCommand._prepareForParse();',
    `    if (!subCommand) this.help({ error: true });\n\n    this._warnDeprecated(\n      \`command '\${subCommand.name()}'\`,\n      subCommand._deprecation,\n    );\n    subCommand._prepareForParse();`,
  )
  const process = agent.lineOf(handled, '', '  _processArguments() {')
  agent.read('lib/command.js', process, 60)
  agent.edit(
    'lib/command.js',
    '      let value = declaredArg.defaultValue;\n',
    `      let value = declaredArg.defaultValue;\n      if (index < this.args.length) {\n        this._warnDeprecated(\n          \`argument '\${declaredArg.name()}'\`,\n          declaredArg.deprecation,\n        );\n      }\n`,
  )
  addMethods(agent)
}

function addMethods(agent) {
  const hidden = agent.grep(
    'summary\\(str\\)|_hidden = false|_excessArguments\\(received',
    'lib/command.js',
    '-B 9',
  )
  agent.lineOf(hidden, '', 'this._hidden = false;')
  agent.edit(
    'lib/command.js',
    '    this._hidden = false;',
    '    this._hidden = false;\n    /** @type {(string | undefined)} */\n    this._deprecation = undefined;',
  )
  const summary = agent.lineOf(hidden, '', 'summary(str) {')
  agent.read('lib/command.js', summary - 10, 20)
  agent.edit(
    'lib/command.js',
    '    this._summary = str;\n    return this;\n  }',
    `    this._summary = str;
    return this;
  }

  /**
   * Mark command as deprecated: said in the help, and warned about when it is used.
   *
   * @param {string} [message]
   * @return {Command} \`this\` command for chaining
   */
  deprecated(message) {
    this._deprecation = message || 'deprecated';
    return this;
  }

  /**
   * @param {string} what
   * @param {(string | undefined)} message
   * @private
   */
  _warnDeprecated(what, message) {
    if (message === undefined) return;
    this._outputConfiguration.writeErr(\`warning: \${what} is deprecated: \${message}\\n\`);
  }`,
  )
}

const TESTS = `const test = require('node:test');
const assert = require('node:assert');
const { Argument, Command, Option } = require('..');

function programWith(setUp) {
  const written = [];
  const program = new Command('demo').exitOverride();
  program.configureOutput({ writeErr: (text) => written.push(text), writeOut: (text) => written.push(text) });
  setUp(program);
  return { program, written };
}

for (const [name, message, shown] of [['without a message', undefined, 'deprecated'], ['with a message', 'use --port', 'use --port']]) {
  test('option ' + name + ' says so in help', () => {
    const { program } = programWith((p) => p.addOption(new Option('-l, --listen <n>', 'where to listen').deprecated(message)));
    assert.match(program.helpInformation(), new RegExp('where to listen \\\\(' + shown + '\\\\)'));
  });
  test('argument ' + name + ' says so in help', () => {
    const { program } = programWith((p) => p.addArgument(new Argument('[file]', 'what to read').deprecated(message)));
    assert.match(program.helpInformation(), new RegExp('what to read \\\\(' + shown + '\\\\)'));
  });
  test('command ' + name + ' says so in help', () => {
    const { program } = programWith((p) => p.command('serve').description('starts').deprecated(message));
    assert.match(program.helpInformation(), new RegExp('starts \\\\(' + shown + '\\\\)'));
  });
}

test('an option that is used warns', () => {
  const { program, written } = programWith((p) => p.addOption(new Option('--listen <n>').deprecated('use --port')));
  program.parse(['--listen', '80'], { from: 'user' });
  assert.deepStrictEqual(written, ["warning: option '--listen <n>' is deprecated: use --port\\n"]);
});

test('an option that is used twice warns once', () => {
  const { program, written } = programWith((p) => p.addOption(new Option('--listen <n...>').deprecated()));
  program.parse(['--listen', '80', '--listen', '81'], { from: 'user' });
  assert.strictEqual(written.length, 1);
});

test('an option from the environment warns', () => {
  const { program, written } = programWith((p) => p.addOption(new Option('--listen <n>').env('DEMO_LISTEN').deprecated('use DEMO_PORT')));
  process.env.DEMO_LISTEN = '80';
  program.parse([], { from: 'user' });
  delete process.env.DEMO_LISTEN;
  assert.deepStrictEqual(written, ["warning: option '--listen <n>' is deprecated: use DEMO_PORT\\n"]);
});

test('what is not used does not warn', () => {
  const { program, written } = programWith((p) => {
    p.addOption(new Option('--listen <n>').default('80').deprecated());
    p.addArgument(new Argument('[file]').deprecated());
  });
  program.parse([], { from: 'user' });
  assert.deepStrictEqual(written, []);
});

test('an argument that is given warns', () => {
  const { program, written } = programWith((p) => p.addArgument(new Argument('[file]').deprecated('use --file')).action(() => {}));
  program.parse(['a.txt'], { from: 'user' });
  assert.deepStrictEqual(written, ["warning: argument 'file' is deprecated: use --file\\n"]);
});

test('a subcommand that is run warns, also by its alias', () => {
  const { program, written } = programWith((p) => p.command('serve').alias('s').deprecated('use start').action(() => {}));
  program.parse(['s'], { from: 'user' });
  assert.deepStrictEqual(written, ["warning: command 'serve' is deprecated: use start\\n"]);
});

test('a hidden option that is deprecated still warns', () => {
  const { program, written } = programWith((p) => p.addOption(new Option('--old').hideHelp().deprecated()));
  program.parse(['--old'], { from: 'user' });
  assert.match(written.join(''), /--old/);
});
`

function testIt(agent) {
  agent.say('Tests for all three, with and without a message.')
  agent.write('test/deprecated.test.js', TESTS)
  const first = agent.bash('node --test test/')
  agent.pick(first, /not ok \d+ - an option that is used twice warns once/)
  agent.bash('git status --short && git diff --stat')
  agent.bash('node --test --test-name-pattern="twice" test/deprecated.test.js')
}

function warnOnce(agent) {
  agent.say(
    'Variadic options come through there once a value. A set of what was said already, which a new parse clears.',
  )
  const state = agent.grep('clear state from|_savedState', 'lib/command.js', '-A 2')
  agent.lineOf(state, '', 'clear state from _processArguments')
  agent.edit(
    'lib/command.js',
    '    // clear state from _processArguments\n    this.processedArgs = [];',
    '    // clear state from _processArguments\n    this.processedArgs = [];\n    this._warned.clear();',
  )
  agent.edit(
    'lib/command.js',
    '    this._deprecation = undefined;',
    '    this._deprecation = undefined;\n    /** @type {Set<string>} */\n    this._warned = new Set();',
  )
  agent.edit(
    'lib/command.js',
    '    if (message === undefined) return;',
    '    if (message === undefined || this._warned.has(what)) return;\n    this._warned.add(what);',
  )
  agent.bash('node --test test/')
  const edited = agent.bash('git diff lib/command.js')
  agent.pick(edited, /_warned\.clear\(\)/)
  agent.say('All green. Is a program that is parsed twice right, too?')
  const parse = agent.grep('saveStateBeforeParse|restoreStateBeforeParse|_prepareForParse', 'lib')
  const restore = agent.lineOf(parse, '', 'restoreStateBeforeParse() {')
  agent.read('lib/command.js', restore - 20, 45)
  agent.edit(
    'test/deprecated.test.js',
    "test('an option from the environment warns'",
    `test('a program that is parsed again warns again', () => {
  const { program, written } = programWith((p) => p.addOption(new Option('--old').deprecated()));
  program.parse(['--old'], { from: 'user' });
  program.parse(['--old'], { from: 'user' });
  assert.strictEqual(written.length, 2);
});

test('an option from the environment warns'`,
  )
  const again = agent.bash('node --test test/')
  agent.pick(again, /# pass 14/)
}

function typeIt(agent) {
  agent.user('Good. Mind that people copy settings between commands with copyInheritedSettings.')
  const inherited = agent.grep('copyInheritedSettings', '.', "-A 22 -g '*.js' -g '*.ts'")
  agent.pick(inherited, /sourceCommand\._showSuggestionAfterError/)
  agent.say(
    'It copies settings of output and errors; a deprecation is of one command alone, so it stays out. Now the types.',
  )
  agent.read('typings/index.d.ts')
  agent.edit(
    'typings/index.d.ts',
    '  /**\n   * Hide option in help.\n   */\n  hideHelp(hide?: boolean): this;',
    '  /**\n   * Hide option in help.\n   */\n  hideHelp(hide?: boolean): this;\n\n  /**\n   * Mark option as deprecated: said in the help, and warned about when it is used.\n   */\n  deprecated(message?: string): this;',
  )
  agent.edit(
    'typings/index.d.ts',
    '  /**\n   * Make argument required.\n   */',
    '  /**\n   * Mark argument as deprecated: said in the help, and warned about when it is used.\n   */\n  deprecated(message?: string): this;\n\n  /**\n   * Make argument required.\n   */',
  )
  agent.edit(
    'typings/index.d.ts',
    '  summary(str: string): this;\n',
    '  summary(str: string): this;\n\n  /**\n   * Mark command as deprecated: said in the help, and warned about when it is used.\n   */\n  deprecated(message?: string): this;\n\n',
  )
  agent.write(
    'test/deprecated.ts',
    `import { Argument, Command, Option } from '../typings/index.js';

const option: Option = new Option('--old').deprecated('use --new').hideHelp();
const argument: Argument = new Argument('[file]').deprecated();
const command: Command = new Command('serve').deprecated().summary('starts');
const wrong: string = new Option('--old').deprecation;
export { argument, command, option, wrong };
`,
  )
  const wrong = agent.bash(
    'npx tsc --noEmit --strict --target es2022 --module nodenext --types node test/deprecated.ts',
  )
  agent.pick(wrong, /deprecation/)
  agent.edit(
    'test/deprecated.ts',
    'const wrong: string = new Option',
    'const said: string | undefined = new Option',
  )
  agent.edit('test/deprecated.ts', 'option, wrong };', 'option, said };')
  agent.together(() => {
    const option = agent.grep('hidden: boolean|argChoices\\?: string', 'typings/index.d.ts')
    agent.lineOf(option, '', 'hidden: boolean')
  })
  agent.edit(
    'typings/index.d.ts',
    '  hidden: boolean;\n',
    '  hidden: boolean;\n  deprecation?: string;\n',
  )
  agent.bash(
    'npx tsc --noEmit --strict --target es2022 --module nodenext --types node test/deprecated.ts',
  )
}

function document(agent) {
  const readme = agent.grep('hideHelp|\\.summary\\(|### ', 'Readme.md')
  const at = agent.lineOf(readme, '', 'hideHelp())')
  agent.read('Readme.md', at - 12, 50)
  agent.edit(
    'Readme.md',
    "  .addOption(new Option('-s, --secret').hideHelp())",
    "  .addOption(new Option('-s, --secret').hideHelp())\n  .addOption(new Option('--listen <n>', 'port number').deprecated('use --port'))",
  )
  agent.edit(
    'Readme.md',
    '  -p, --port <number>    port number (env: PORT)',
    '  --listen <n>           port number (use --port)\n  -p, --port <number>    port number (env: PORT)',
  )
  agent.say('Help as a user sees it, once.')
  agent.bash(
    `node -e "
const { program, Option } = require('./index.js');
program.name('extra').addOption(new Option('--listen <n>', 'port number').deprecated('use --port')).addOption(new Option('-p, --port <number>', 'port number').env('PORT'));
program.command('serve').description('starts').deprecated('use start');
program.outputHelp(); program.parse(['--listen', '1', 'serve'], { from: 'user' });"`,
  )
  agent.read('lib/help.js', 300, 110)
  agent.bash('node --test test/ && git diff')
  agent.bash(
    'git add -A && git commit -qm "Deprecate options, arguments and commands" && git show --stat',
  )
}
