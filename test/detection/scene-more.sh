#!/bin/bash
# What the frozen set's commands run on, beside scene.sh: other tools, and tiny programs with real faults.
#   bash test/detection/scene-more.sh /srv/app
set -u
root=${1:-/srv/app}/third
mkdir -p "$root"/{js,py,c,ml,lua,pl,misc,rb,bats,php,v} && cd "$root" || exit 1

if [ "${2:-}" != written ]; then
  apt-get install -y -q --no-install-recommends ocaml-nox gfortran nasm swi-prolog-nox luajit lua-busted lua-check gforth \
    clisp phpunit php-codesniffer rubocop ruby-rspec cpplint iverilog valac ant doxygen tidy lintian bats bsdextrautils \
    lsb-release pciutils usbutils sysstat exuberant-ctags cloc fp-compiler fp-units-rtl chicken-bin scons bmake rpm \
    p7zip-full zip unzip iptables nftables dnsutils smem
  (cd js && npm init -y >/dev/null && npm install --no-audit --no-fund --ignore-scripts tape zora @hapi/lab @cucumber/cucumber \
    coffeescript sass less htmlhint depcheck madge cspell alex write-good jscpd solc solhint @swc/core @babel/core @babel/cli \
    tslint remark-cli remark-preset-lint-recommended textlint textlint-rule-no-todo npm-check-updates license-checker \
    dependency-cruiser tsup postcss-cli table cli-table columnify asciitree archy svelte-check knip terser handlebars pug ejs)
  python3 -m venv venv
  venv/bin/pip install -q pycodestyle pydocstyle pyflakes vulture codespell yamllint doc8 nose2 ward green radon interrogate \
    coverage uv pdm pipdeptree cython scons invoke nox djlint isort pylama autoflake proselint sqlfluff ziglang deptry \
    pip-licenses stestr fortitude-lint pyroma build basedpyright stackprinter better-exceptions pretty-errors tbvaccine \
    twisted gevent eliot logbook daiquiri terminaltables beautifultable
fi

# --- C family, Fortran, assembly, Pascal
cat > c/walk.c <<'P'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pthread.h>

static int shared;
struct order { int id; char name[8]; struct order *next; };

static int price(struct order *o, int depth) {
  if (depth > 3) return o->next->id * 2;
  return price(o, depth + 1) + 1;
}
static void *count(void *arg) { for (int i = 0; i < 1000; i++) shared++; return arg; }

int main(int argc, char **argv) {
  int overflow = 2147483647;
  struct order *o = malloc(sizeof *o);
  memset(o, 0, sizeof *o);
  if (argc > 1 && !strcmp(argv[1], "race")) {
    pthread_t a, b;
    pthread_create(&a, 0, count, 0); pthread_create(&b, 0, count, 0);
    pthread_join(a, 0); pthread_join(b, 0);
    return 0;
  }
  if (argc > 1 && !strcmp(argv[1], "overflow")) { overflow += argc; int s = 40; printf("%d %d\n", overflow, 1 << s); char *p = (char *)o + 1; printf("%d\n", *(int *)p); }
  if (argc > 1 && !strcmp(argv[1], "leak")) { for (int i = 0; i < 4; i++) o = malloc(40 + i); return 0; }
  if (argc > 1 && !strcmp(argv[1], "free")) { free(o); return o->id; }
  if (argc > 1 && !strcmp(argv[1], "uninit")) { int x[4]; if (x[argc]) puts("set"); return 0; }
  return price(o, 0);
}
P
cat > c/bad.f90 <<'P'
program bad
  implicit none
  integer :: i, unused
  real :: x(3)
  character(len=3) :: name
  name = 'longer than three'
  do i = 1, 5
    x(i) = i / 0
  end do
  call missing(x, y)
  print *, x + name
  if (i == 3) then
  print *, undefined_thing
end program bad
P
cat > c/deep.f90 <<'P'
program deep
  implicit none
  call one(4)
contains
  recursive subroutine one(n)
    integer, intent(in) :: n
    integer, allocatable :: a(:)
    integer :: at
    at = n + 7
    if (n == 0) then
      allocate(a(3))
      a(at) = 1
      print *, a
    end if
    call one(n - 1)
  end subroutine
end program
P
cat > c/bad.asm <<'P'
section .text
global _start
_start:
  mov eax, ebx, ecx
  mov rax, undefined_label
  push al
  jmpp there
  db 300
  mov [rax], [rbx]
  add rax, 0x1ffffffffffffffff
P
cat > c/bad.pas <<'P'
program bad;
var i: integer; s: string; unused: real;
function f(x: integer): integer;
begin
  f := x + 'a';
end;
begin
  i := 'text';
  s := 12;
  writeln(missing);
  f('a', 2);
  for i := 1 to 10 do s := i
  i := ;
end.
P
cat > c/deep.pas <<'P'
program deep;
{$R+}
uses sysutils;
procedure one(n: integer);
var a: array[1..3] of integer;
begin
  if n = 0 then raise Exception.Create('no such order');
  a[1] := n;
  one(n - 1);
end;
begin
  one(4);
end.
P
cat > c/bad.vala <<'P'
class Shop : Object {
  public int count { get; set; }
  public string name () { return 12; }
  void add (string s, int n) { count = s; missing (n); }
}
int main (string[] args) {
  var s = new Shop ();
  s.add (1);
  int x = s.name ();
  string y = null + 2;
  return s.nothing;
}
P
# --- OCaml, Prolog, Lua, Forth, Lisp
cat > ml/bad.ml <<'P'
type shape = Circle of float | Square of float | Line
let area = function Circle r -> r *. r | Square s -> s *. s
let total l = List.fold_left (fun a s -> a + area s) 0 l
let rec f x = g x
and unused = 3
let () = print_string 12
P
cat > ml/warn.ml <<'P'
type shape = Circle of float | Square of float | Line
let area s = match s with Circle r -> r *. r | Square s -> s *. s
let f x = let unused = 12 in match x with [] -> 0 | a :: _ -> a | [_] -> 2
let g y = let z = 3 in List.hd [1]; f [2]
let h a b = match a with 1 -> 2 | 1 -> 3
P
cat > ml/deep.ml <<'P'
exception Refused of string
let rec price n = if n = 0 then raise (Refused "card expired") else 1 + price (n - 1)
let order n = let p = price n in p * 2
let () = List.iter (fun n -> print_int (order n)) [3; 4]
P
cat > pl/deep.pl <<'P'
:- use_module(library(lists)).
price(0, X) :- X is foo + 1.
price(N, X) :- N > 0, M is N - 1, price(M, Y), X is Y + 1.
total(L, S) :- maplist(price, L, Ps), sum_list(Ps, S).
unused(A, B, C) :- true.
price(z, 1).
main :- total([3, 4], S), print(S).
:- initialization(main).
P
cat > lua/cart_spec.lua <<'P'
describe("cart", function()
  local cart
  before_each(function() cart = { items = {} } end)
  it("is empty", function() assert.are.equal(0, #cart.items) end)
  it("adds", function() cart.items[1] = "tea"; assert.are.equal(2, #cart.items) end)
  it("names", function() assert.are.same({ "tea", "mug" }, { "tea", "cup" }) end)
  it("breaks", function() local x = nil; return x.y end)
  pending("later")
  for n = 1, 12 do it("case " .. n, function() assert.is_true(n ~= 7) end) end
end)
P
cat > lua/deep.lua <<'P'
local function price(n) if n == 0 then error("card expired") end return 1 + price(n - 1) end
local M = {}
function M.order(list) local s = 0; for _, n in ipairs(list) do s = s + price(n) end return s end
unused_global = 3
local unused = 2
print(pcall(M.order, { 3 }))
local ok, err = xpcall(M.order, debug.traceback, { 4 })
print(err)
M.order({ 5 })
P
cat > lua/bad.lua <<'P'
local a, b = 1
function helper(x, y) local a = x; if a == nil then end return undefined_name end
for i = 1, 10 do local i = 2 end
x = y + 1
local t = { a = 1, a = 2 }
string.foo = 3
return helper(1)
P
cat > misc/deep.fs <<'P'
: price ( n -- m ) dup 0= if 1 0 / then 1- recurse 1+ ;
: order 4 price . ;
order
P
cat > misc/deep.lisp <<'P'
(defun price (n) (if (= n 0) (car 5) (1+ (price (1- n)))))
(defun order (l) (mapcar #'price l))
(order '(3 4))
P
cat > misc/deep.sh <<'P'
#!/bin/bash
fail() { local n=0; while caller $n; do n=$((n + 1)); done; }
a() { fail; }; b() { a; }; c() { b; }; d() { c; }; e() { d; }
e; e; e
P
cat > misc/deep.scm <<'P'
(define (price n) (if (= n 0) (car 5) (+ 1 (price (- n 1)))))
(define (order l) (map price l))
(display (order '(3 4)))
P
cat > misc/deep.zig <<'P'
const std = @import("std");
fn price(n: usize, a: []const u8) u8 {
    if (n == 0) return a[a.len + n];
    return price(n - 1, a) + 1;
}
pub fn main() void {
    std.debug.print("{}\n", .{price(4, "abc")});
}
P
cat > misc/bad.zig <<'P'
const std = @import("std");
fn f(n: usize) u8 { const unused = 3; return n; }
pub fn main() void {
    var x: u8 = 300;
    std.debug.print("{}\n", .{missing});
    f("a");
}
P
cat > misc/deep.erl <<'P'
-module(deep).
-export([main/1]).
price(0) -> error(card_expired);
price(N) -> 1 + price(N - 1).
order(L) -> [price(N) || N <- L].
main(_) -> io:format("~p~n", [order([3, 4])]).
P
cat > misc/bad.erl <<'P'
-module(bad).
-export([main/1, gone/2]).
price(N) -> X = 3, M.
order(L, U) -> [prices(N) || N <- L].
main(_) -> io:format("~p ~p~n", [1]), lists:foo().
P
# --- Python
cat > py/deep.py <<'P'
import sys
def price(n, name):
    total = n * 2
    if n == 0:
        raise ValueError(f"card expired: {name}")
    return price(n - 1, name) + 1
def order(names):
    return [price(len(n), n) for n in names]
def run():
    return order(["tea", "mug"])
P
cat > py/pretty.py <<'P'
import sys, deep
which = sys.argv[1]
if which == 'stackprinter':
    import stackprinter; stackprinter.set_excepthook(style='plaintext')
elif which == 'better':
    import better_exceptions; better_exceptions.SUPPORTS_COLOR = False; better_exceptions.hook()
elif which == 'pretty':
    import pretty_errors; pretty_errors.replace_stderr(); pretty_errors.configure(display_timestamp=False, line_number_first=True, lines_before=2)
elif which == 'tbvaccine':
    from tbvaccine import TBVaccine; import traceback
    try: deep.run()
    except Exception: TBVaccine(isolate=False).print_exception()
    sys.exit()
elif which == 'twisted':
    from twisted.python.failure import Failure
    try: deep.run()
    except Exception:
        f = Failure(captureVars=len(sys.argv) > 2); print(f.getTraceback(detail='verbose' if len(sys.argv) > 2 else 'default')); sys.exit()
elif which == 'gevent':
    import gevent
    gevent.joinall([gevent.spawn(deep.run), gevent.spawn(deep.order, ['cup'])]); sys.exit()
elif which == 'hand':
    import traceback
    try: deep.run()
    except Exception as e:
        for f, line in traceback.walk_tb(e.__traceback__): print(f"  {f.f_code.co_filename}({line}): {f.f_code.co_name}()")
        for s in traceback.extract_tb(e.__traceback__): print(f"    {s.name} at {s.filename}:{s.lineno}")
        sys.exit()
deep.run()
P
cat > py/messy.py <<'P'
import os, sys
import json,re
from   typing import *
class thing( object ):
  def Method(self,a ,b = 3):
    """no stop"""
    l = lambda x:x
    if a == None :
        return not a in [1,2 ]
    try: unused = 1
    except: pass
    return eval( "a" ); print('teh recieved seperate occurence of adress')
def f(x, y=[], z={}):
    global missing
    for i in range(len(x)): print(x[i]); undefined_name
    if type(x) == type(1): return f"nothing"
    assert (x, "always")
    return  x if x is 'a' else y
def dead_code(): return 3
def complicated(a, b, c):
    if a:
        for x in b:
            while c:
                if x and a or b: c -= 1
                elif x: break
                else: continue
    elif b: return 1
    else: return 2
very_long_line_that_goes_beyond_any_limit = "this is a very long line, much longer than seventy nine characters and than a hundred too"
P
cat > py/test_shop.py <<'P'
import unittest, time
class Shop(unittest.TestCase):
    def test_total(self): self.assertEqual(3, 4)
    def test_name(self): self.assertIn('x', ['a', 'b'])
    def test_error(self): raise KeyError('order')
    def test_ok(self): pass
    def test_other(self): pass
    @unittest.skip('later')
    def test_skipped(self): pass
    @unittest.expectedFailure
    def test_known(self): self.fail('known')
for n in range(12): setattr(Shop, f'test_case_{n}', lambda self, n=n: self.assertNotEqual(n, 7))
P
cat > py/test_ward.py <<'P'
from ward import test, skip, each
@test("total is three")
def _(): assert sum([1, 2]) == 4
@test("names")
def _(): assert ["tea", "mug"] == ["tea", "cup"]
@test("fine")
def _(): assert True
@skip("later")
@test("skipped")
def _(): assert False
@test("many {n}")
def _(n=each(1, 2, 3, 4)): assert n != 3
P
cat > py/noxfile.py <<'P'
import nox
@nox.session(venv_backend='none')
def tests(session): session.run('python3', '-m', 'unittest', 'test_shop', external=True)
@nox.session(venv_backend='none')
def lint(session): session.run('python3', '-m', 'compileall', '-q', 'messy.py', external=True); session.log('linted')
@nox.session(venv_backend='none')
def docs(session): session.skip('no docs')
P
printf 'select a,b , c from  orders o left join items on o.id=items.order where a=1 AND b = 2 group by 1 order by a\n;SELECT * FROM t WHERE x IN (select id from y)\n' > py/messy.sql
printf 'a: 1\n b: 2\nlist:\n- x\n-  y\nlong: "%0120d"\ntruthy: yes\na: 2\n' 0 > py/messy.yaml
printf '%s\n' 'rules:' ' - {a: 1 ,b: 2 }' 'empty:' '' '' '' 'end: on ' > py/messy2.yaml
printf 'Title\n==\n\nA paragraph with trailing space \n\n* one\n + two\n\n.. unknown:: x\n\n%0100d very very obviously the the case.\n' 0 > py/messy.rst
printf '<html><body><div><p>text<b>bold</p></b><img src=x><a href=#>x</div>\n<table><tr><td>1</table><center>old</center><font color=red>x</font>\n<p id=a><p id=a>&nosuch; & <unknown>\n' > misc/messy.html
# --- JavaScript
cat > js/tape.test.js <<'P'
const test = require('tape')
test('totals', (t) => { t.equal(1 + 2, 4, 'adds'); t.ok(true, 'fine'); t.end() })
test('names', (t) => { t.deepEqual(['tea', 'mug'], ['tea', 'cup']); t.end() })
test('throws', (t) => { t.throws(() => null); t.end() })
for (let n = 0; n < 12; n++) test(`case ${n}`, (t) => { t.notEqual(n, 7); t.end() })
P
cat > js/zora.test.mjs <<'P'
import { test } from 'zora'
test('totals', (t) => { t.equal(1 + 2, 4, 'adds'); t.ok(true, 'fine'); t.test('inner', (t) => t.ok(false, 'inner fails')) })
for (let n = 0; n < 9; n++) test(`case ${n}`, (t) => t.notEqual(n, 7))
P
cat > js/lab.test.js <<'P'
const Lab = require('@hapi/lab'); const assert = require('assert')
const { describe, it } = (exports.lab = Lab.script())
describe('cart', () => {
  it('is empty', () => assert.equal([].length, 0))
  it('adds', () => assert.equal(1 + 2, 4))
  it('names', () => assert.deepEqual(['tea', 'mug'], ['tea', 'cup']))
  it('throws', () => { null.x })
  it.skip('later', () => {})
  for (let n = 0; n < 12; n++) it(`case ${n}`, () => assert.notEqual(n, 7))
})
P
mkdir -p js/features/steps js/src
cat > js/features/cart.feature <<'P'
Feature: Cart
  Scenario: Empty
    Given an empty cart
    Then the total is 0
  Scenario: One
    Given an empty cart
    When I add "tea" for 3
    Then the total is 4
  Scenario: Unknown
    Given a step nobody wrote
    Then the total is 1
P
cat > js/features/steps/cart.js <<'P'
const { Given, When, Then } = require('@cucumber/cucumber'); const assert = require('assert')
Given('an empty cart', function () { this.total = 0 })
When('I add {string} for {int}', function (name, price) { this.total += price })
Then('the total is {int}', function (n) { assert.equal(this.total, n) })
P
cat > js/src/messy.ts <<'P'
import { readFile } from 'fs'
import * as missing from './nothing'
var a: any = 1
let unused = "double"
export function f(x: string, y): number { if (x == null) { console.log('x') } return x }
export class thing { public y; constructor(private z: Number) {} }
for (var k in a) { eval(k) }
export default f(1, 2, 3)
P
sed 's/thing/other/; s/f(x/g(x/' js/src/messy.ts > js/src/copy.ts
printf 'export const x = <div>\n  {a b}\n</div>\nlet y = = 3\n' > js/src/broken.jsx
printf 'square = (x) -> x * x\nlist = [1, 2\nclass A extends B\n  m: -> @x =\n' > js/src/bad.coffee
printf '$a: 1px;\n.x { color: $missing; .y { width: $a + ; } }\n' > js/src/bad.scss
printf '.x { color: @missing; .mixin(); }\n' > js/src/bad.less
printf 'pragma solidity ^0.8.0;\ncontract Shop { uint total; function add(uint x) { total = x + "a"; } function get() public returns (uint) { uint unused; tx.origin; return totals; } }\n' > js/src/Bad.sol
printf '# Title\n\n### Skipped\n* one\n- two\n\n\n\ntodo: obviously it was decided by him that the the master is very very crazy. TODO: finish\n\n[broken](nowhere.md) http://bare.example/ teh recieve\n```\ncode\n```\n' > js/messy.md
echo '{"rules":{"extends":"default"},"extends":"tslint:recommended"}' > js/tslint.json
echo '{"extends":"solhint:recommended"}' > js/.solhint.json
# --- Ruby, PHP, bats, Verilog, ant
cat > rb/cart_spec.rb <<'P'
RSpec.describe 'Cart' do
  let(:items) { %w[tea mug] }
  it('is empty') { expect([]).to be_empty }
  it('adds') { expect(1 + 2).to eq(4) }
  it('names') { expect(items).to eq(%w[tea cup]) }
  it('throws') { nil.price }
  xit('later') { }
  it 'is pending'
  12.times { |n| it("case #{n}") { expect(n).not_to eq(7) } }
end
P
cat > rb/messy.rb <<'P'
class thing_x
  def Method( a,b )
    if a == nil then return false end
    x = "double"
    puts "a" + 'b' unless !b
    return b.map{|z| z.to_s}
  end
  def self.get_x() @x end
end
P
sed -i 's/class thing_x/class ThingX/' rb/messy.rb
cat > php/CartTest.php <<'P'
<?php
use PHPUnit\Framework\TestCase;
class CartTest extends TestCase {
    public function testEmpty() { $this->assertSame(0, count([])); }
    public function testAdds() { $this->assertSame(4, 1 + 2); }
    public function testNames() { $this->assertEquals(['tea', 'mug'], ['tea', 'cup']); }
    public function testThrows() { $x = null; $x->price(); }
    public function testSkipped() { $this->markTestSkipped('later'); }
    public function testWarns() { return $undefined + 1; }
    /** @dataProvider numbers */
    public function testCase($n) { $this->assertNotSame(7, $n); }
    public function numbers() { return array_map(fn ($n) => [$n], range(0, 11)); }
}
P
cat > php/messy.php <<'P'
<?php
class thing{
  function Get_x($a,$b=3) { if($a==NULL){ return TRUE; } else return $b ; }
  var $y;
}
function f( $x ){ for($i=0;$i<10;$i++) echo $i; return $x; }
P
cat > bats/cart.bats <<'P'
@test "empty" { [ 0 -eq 0 ]; }
@test "adds" { run expr 1 + 2; [ "$output" -eq 4 ]; }
@test "names" { run echo tea; [ "$output" = mug ]; echo done; }
@test "later" { skip "not now"; }
@test "missing" { no_such_command; }
@test "fine 1" { true; }
@test "fine 2" { true; }
@test "fine 3" { true; }
P
cat > v/bad.v <<'P'
module bad(input clk, output reg [3:0] q);
  wire w; reg [7:0] r
  always @(posedge clk) begin q <= q + missing; w = 1; end
  assign r = 8'hZZZ;
  other u1(.a(clk));
endmodule
P
cat > v/bad2.v <<'P'
module bad2(input clk, output reg [3:0] q);
  always @(posedge clk) begin q <= q + missing; end
  other u1(.a(clk));
  assign nothing = gone & clk;
endmodule
P
mkdir -p misc/ant/src/shop
cat > misc/ant/build.xml <<'P'
<project name="shop" default="jar"><target name="init"><mkdir dir="out"/><echo>making shop</echo></target>
<target name="compile" depends="init"><javac srcdir="src" destdir="out" includeantruntime="false"/></target>
<target name="copy" depends="init"><copy todir="out/res"><fileset dir="src"/></copy></target>
<target name="jar" depends="copy,compile"><jar destfile="out/shop.jar" basedir="out"/></target></project>
P
printf 'package shop;\npublic class Cart { int total() { return "a"; } void x() { missing(); java.util.List l = new java.util.ArrayList(); l.add(1); } }\n' > misc/ant/src/shop/Cart.java
printf 'env = Environment(CCFLAGS="-Wall -Wextra")\nenv.Program("walk", ["walk.c"], LIBS=["pthread"])\nenv.Object("gone.c")\n' > c/SConstruct
printf 'int gone(int a) { int b; return missing; }\n' > c/gone.c
printf 'all: walk gone\nwalk: walk.c\n\tcc -g -Wall -Wextra -o /tmp/walk walk.c -pthread\ngone: gone.o\n\tcc -o $@ gone.o\ngone.o: gone.c\n\tcc -c -Wall gone.c\n' > c/BSDmakefile
