import { type Language, marks } from './language.ts'

/** Languages whose outlines go by indentation and brackets everywhere. */
export const OTHERS: readonly Language[] = [
  {
    name: 'scala',
    endings: ['scala', 'sc'],
    marks: marks(
      ['package', /^package \w+(?:\.\w+)+$/, 2],
      ['import', /^import \w+(?:\.\w+)*\.(?:_|\{.*\})$/, 4],
      ['def override private', /^(?:\w+ ){0,3}def \w+(?:\[.*\])?(?:\(.*)?(?:: [\w[\], ]+)? ?=/, 4],
      [
        'object trait case sealed implicit',
        /^(?:sealed |implicit |case )*(?:object|trait|class) \w+.*(?:\{|extends)/,
        3,
      ],
      ['case', /^case .* =>/, 3],
      ['val', /^val \w+(?:: [\w[\], ]+)? = /, 2],
    ),
  },
  {
    name: 'lua',
    endings: ['lua'],
    marks: marks(
      ['local', /^local (?:function \w|[\w, ]+ =)/, 4],
      ['function', /^function [\w.:]+\([\w, .]*\)$/, 4],
      ['if elseif', / then$/, 2],
      ['for while', / do$/, 2],
      ['end', /^end[,)]?$/, 1],
      ['--', /^--/, 2],
    ),
  },
  {
    name: 'perl',
    endings: ['pl', 'pm', 't'],
    marks: marks(
      ['use no', /^(?:use|no) (?:strict|warnings|utf8|v?5|[A-Z]\w*(?:::\w+)*)\b.*;$/, 4],
      ['my our', /^(?:my|our) [$@%(]/, 4],
      ['sub', /^sub \w+ ?\{?$/, 4],
      ['package', /^package \w+(?:::\w+)*;$/, 4],
      ['', /=~ [ms]?\/|^\$\w+->|@\{?\$/, 3],
      ['if unless foreach', /^\w+ \(.*[$@%]/, 1],
    ),
  },
  {
    name: 'elixir',
    endings: ['ex', 'exs'],
    marks: marks(
      ['defmodule', /^defmodule [A-Z][\w.]* do$/, 4],
      ['def defp defmacro', /^def\w* \w+[?!]?.*(?: do$|, do:)/, 4],
      ['alias import use require', /^\w+ [A-Z][\w.]*/, 2],
      ['@', /^@(?:moduledoc|doc|spec|impl|type)\b/, 4],
      ['end', /^end$/, 1],
      ['', /\|> \w/, 3],
    ),
  },
  {
    name: 'dart',
    endings: ['dart'],
    marks: marks(
      ['import', /^import 'package:.*';$|^import 'dart:\w+';$/, 4],
      ['final', /^final (?:\w[\w<>?, ]* )?\w+(?: =.*)?;$/, 2],
      ['@', /^@override$/, 4],
      ['Widget Future', /^(?:Widget|Future<.*>|Future) \w+\(/, 4],
      ['class', /^class \w+ extends \w+/, 1],
    ),
  },
  {
    name: 'zig',
    endings: ['zig'],
    marks: marks(
      ['const', /^const \w+ = @import\(/, 4],
      ['pub fn', /^(?:pub )?fn \w+\(.*\) .*\{$/, 2],
      ['try defer', /^\w+ \w.*;$/, 1],
    ),
  },
]
