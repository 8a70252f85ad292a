#!/bin/bash
# Tiny projects with real failures, for the build outputs and stack traces of the corpus. Called by scene.sh.
set -u
root=${1:?scene}/projects
mkdir -p "$root" && cd "$root"
mkdir -p py js go/shop/cart rust/src java/src/main/java/shop java/src/test/java/shop c web/src ruby perl php mono gradle/src/main/java/shop gradle/src/test/java/shop

# --- Python
cat > py/cart.py <<'P'
from dataclasses import dataclass, field
import json
import os


@dataclass
class Item:
    name: str
    price: float
    quantity: int = 1


@dataclass
class Cart:
    items: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        if item.quantity <= 0:
            raise ValueError(f"quantity must be positive, got {item.quantity}")
        self.items.append(item)

    def total(self) -> float:
        return sum(i.price * i.quantity for i in self.items)

    def discount(self, percent):
        unused = 1
        return round(self.total() * percent / 100, 2)

    def load(self, text: str) -> None:
        for entry in json.loads(text)["items"]:
            self.add(Item(**entry))

def untyped(a,b) -> int:
    return "%s" % a
P
cat > py/test_cart.py <<'P'
import unittest
import pytest
from cart import Cart, Item


@pytest.fixture
def cart():
    cart = Cart()
    cart.add(Item("tea", 3.5, 2))
    cart.add(Item("mug", 12.0))
    return cart


@pytest.mark.parametrize("percent,expected", [(0, 0), (10, 1.9), (50, 9.5), (100, 19), (12.5, 2.4)])
def test_discount(cart, percent, expected):
    assert cart.discount(percent) == expected


def test_total(cart):
    assert cart.total() == 19


def test_total_with_vat(cart):
    print("computing vat for", cart)
    assert cart.total() * 1.19 == 22.6


def test_items(cart):
    assert [i.name for i in cart.items] == ["tea", "cup", "mug"]


def test_load_missing_key(cart):
    cart.load('{"entries": []}')


def test_load_broken(cart):
    cart.load('{"items": [')


def test_negative():
    with pytest.raises(ValueError):
        Cart().add(Item("x", 1, 0))


@pytest.mark.skip(reason="needs the network")
def test_remote():
    pass


@pytest.mark.xfail
def test_known_bug(cart):
    assert cart.discount(33) == 6


class TestCart(unittest.TestCase):
    def setUp(self):
        self.cart = Cart()

    def test_empty(self):
        self.assertEqual(self.cart.total(), 0)

    def test_one(self):
        self.cart.add(Item("tea", 3.5))
        self.assertEqual(self.cart.total(), 3)

    def test_dict(self):
        self.assertDictEqual(Item("tea", 3.5).__dict__, {"name": "tea", "price": 3.5, "quantity": 2})

    def test_text(self):
        self.assertMultiLineEqual("one\ntwo\nthree\n", "one\n2\nthree\n")

    def test_error(self):
        self.cart.missing()

    @unittest.skip("later")
    def test_later(self):
        pass
P
cat > py/test_other.py <<'P'
import pytest
from cart import Cart


@pytest.mark.parametrize("n", range(60))
def test_many(n):
    assert n != 37


@pytest.fixture
def broken():
    raise RuntimeError("database is not there")


def test_with_broken_fixture(broken):
    pass


def test_warns():
    import warnings
    warnings.warn("old call", DeprecationWarning)
P
printf 'import no_such_module\n\ndef test_it():\n    pass\n' > py/test_import.py
mkdir -p py/features/steps py/robot
cat > py/features/cart.feature <<'P'
Feature: Cart
  Scenario: Add an item
    Given an empty cart
    When I add 2 of "tea" for 3.5
    Then the total is 7

  Scenario: Wrong total
    Given an empty cart
    When I add 1 of "mug" for 12
    Then the total is 11
P
cat > py/features/steps/steps.py <<'P'
from behave import given, when, then
from cart import Cart, Item

@given('an empty cart')
def empty(context):
    context.cart = Cart()

@when('I add {n:d} of "{name}" for {price:g}')
def add(context, n, name, price):
    context.cart.add(Item(name, price, n))

@then('the total is {total:d}')
def total(context, total):
    assert context.cart.total() == total, f"{context.cart.total()} is not {total}"
P
printf '*** Test Cases ***\nAdds\n    Should Be Equal As Integers    ${7}    7\nFails\n    Should Be Equal    one    two\nLogs\n    Log    hello\n    Fail    not yet\n' > py/robot/cart.robot
printf '[tox]\nskipsdist = true\nenvlist = py311\n[testenv]\ndeps = \ncommands = python -m unittest -v test_unit\n' > py/tox.ini
printf 'import unittest\n\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertIn(3, [1, 2])\n    def test_b(self):\n        pass\n' > py/test_unit.py

# --- JavaScript
cat > js/package.json <<'P'
{ "name": "cart", "version": "1.0.0", "type": "commonjs", "scripts": { "build": "tsc", "test": "mocha" } }
P
cat > js/cart.js <<'P'
class Cart {
  constructor() { this.items = [] }
  add(item) {
    if (!(item.quantity > 0)) throw new RangeError(`quantity must be positive, got ${item.quantity}`)
    this.items.push(item)
  }
  total() { return this.items.reduce((sum, { price, quantity }) => sum + price * quantity, 0) }
  load(text) { for (const item of JSON.parse(text).items) this.add(item) }
  first() { return this.items[0].name.toUpperCase() }
}
var unused = 1
exports.Cart = Cart
exports.twice = function (x) { if (x == null) return; debugger; return x+x }
P
cases() { cat <<'P'
  test('adds', () => { const c = new Cart(); c.add({ name: 'tea', price: 3.5, quantity: 2 }); equal(c.total(), 7) })
  test('is empty at first', () => { equal(new Cart().total(), 0) })
  test('counts wrongly', () => { const c = new Cart(); c.add({ name: 'mug', price: 12, quantity: 1 }); equal(c.total(), 11) })
  test('compares items', () => { const c = new Cart(); c.add({ name: 'mug', price: 12, quantity: 1 }); deep(c.items, [{ name: 'cup', price: 12, quantity: 1 }]) })
  test('first of none', () => { new Cart().first() })
  test('loads broken JSON', () => { new Cart().load('{"items": [') })
  test('waits', async () => { await new Promise((r) => setTimeout(r, 20)); console.log('waited'); equal('one\ntwo', 'one\nthree') })
  for (let n = 0; n < 25; n++) test(`case ${n}`, () => { equal(n % 24 === 23, false) })
P
}
{ echo "const { test, describe } = require('node:test'); const assert = require('node:assert/strict'); const equal = assert.equal, deep = assert.deepEqual; const { Cart } = require('./cart.js')"; echo "describe('Cart', () => {"; cases; echo "  test.skip('later', () => {}); test.todo('soon')"; echo '})'; } > js/node.test.js
mkdir -p js/{mocha,jest,vitest,ava,tap,jasmine/spec,qunit,uvu}
{ echo "const assert = require('node:assert/strict'); const equal = assert.equal, deep = assert.deepEqual, test = it; const { Cart } = require('../cart.js')"; echo "describe('Cart', () => {"; cases; echo "  it.skip('later', () => {}); it('pending')"; echo '})'; } > js/mocha/cart.spec.js
{ echo "const equal = (a, b) => expect(a).toBe(b), deep = (a, b) => expect(a).toEqual(b); const { Cart } = require('../cart.js')"; echo "describe('Cart', () => {"; cases; echo "  test.skip('later', () => {}); test.todo('soon'); test('snapshot', () => { expect({a: 1, b: [2, 3]}).toMatchInlineSnapshot(\`{}\`) })"; echo '})'; } > js/jest/cart.test.js
printf "const { twice } = require('../cart.js')\ntest('twice', () => { expect(twice(2)).toBe(4) })\n" > js/jest/twice.test.js
printf "require('../nothing.js')\ntest('x', () => {})\n" > js/jest/missing.test.js
{ echo "import { test, describe, expect } from 'vitest'; import { Cart } from '../cart.js'; const equal = (a, b) => expect(a).toBe(b), deep = (a, b) => expect(a).toEqual(b)"; echo "describe('Cart', () => {"; cases; echo "  test.skip('later', () => {}); test.todo('soon')"; echo '})'; } > js/vitest/cart.test.js
printf "import './nothing.js'\nimport { test } from 'vitest'\ntest('x', () => {})\n" > js/vitest/missing.test.js
{ echo "const ava = require('ava'); const { Cart } = require('../cart.js'); const test = (name, run) => ava(name, async (t) => { global.equal = (a, b) => t.is(a, b); global.deep = (a, b) => t.deepEqual(a, b); await run(); t.pass() })"; cases; } > js/ava/cart.test.js
{ echo "const { test: tap } = require('tap'); const { Cart } = require('../cart.js'); const test = (name, run) => tap(name, async (t) => { global.equal = (a, b) => t.equal(a, b); global.deep = (a, b) => t.same(a, b); await run() })"; cases; } > js/tap/cart.test.js
{ echo "const equal = (a, b) => expect(a).toBe(b), deep = (a, b) => expect(a).toEqual(b), test = it; const { Cart } = require('../../cart.js')"; echo "describe('Cart', () => {"; cases; echo "  xit('later', () => {})"; echo '})'; } > js/jasmine/spec/cart.spec.js
{ echo "const { Cart } = require('../cart.js'); const test = (name, run) => QUnit.test(name, async (t) => { global.equal = (a, b) => t.equal(a, b); global.deep = (a, b) => t.deepEqual(a, b); await run(); t.ok(1) }); QUnit.module('Cart')"; cases; } > js/qunit/cart.js
{ echo "const { test } = require('uvu'); const assert = require('uvu/assert'); const equal = assert.is, deep = assert.equal; const { Cart } = require('../cart.js')"; cases; echo 'test.run()'; } > js/uvu/cart.js
ln -sfn "$1/web/node_modules" node_modules
cat > js/bad.ts <<'P'
import { missing } from './cart'
import { nothing } from 'no-such-package'

interface Item { readonly name: string; price: number; quantity?: number }

export function total(items: Item[]): number {
  let sum: string = 0
  for (const item of items) {
    item.name = item.name.trim
    sum += item.price * item.quantity
  }
  return sum
}

export const names = (items: readonly Item[]): string[] => items.map((item) => item.nam)
const add = (a: number, b: number) => a + b
add('1', 2, 3)
export class Cart implements Iterable<Item> { total(): number { } }
P
cat > js/eslint.config.js <<'P'
module.exports = [{ files: ['**/*.js', '*.mjs'], languageOptions: { sourceType: 'commonjs' }, rules: { 'no-unused-vars': 'error', 'no-undef': 'error', eqeqeq: 'warn', 'no-debugger': 'error', 'no-var': 'warn', 'prefer-const': 'error', 'no-console': 'warn', semi: ['error', 'always'], quotes: ['error', 'double'], 'max-len': ['warn', { code: 80 }] } }]
P
printf 'a { color: #FFFFF; colr: red; }\n.b { margin: 0 0 0 0; }\n.b { margin-top: 1px !important; }\na { }\n@media foo { }\nb { color: red; color: blue; }\n' > js/bad.css
printf '{ "rules": { "color-no-invalid-hex": true, "property-no-unknown": true, "block-no-empty": true, "no-duplicate-selectors": true, "declaration-block-no-duplicate-properties": true, "shorthand-property-no-redundant-values": true } }' > js/.stylelintrc.json
printf '<!doctype html>\n<html><head></head><body><p><div class="a" class="b"></div></p><img src="x"><button><a href="#">x</a></button></body>' > js/bad.html
printf '# Title\n### Skipped\ntext  \n* a\n- b\n\n\n\n[x](y\nhttp://bare.example\n' > js/bad.md

# --- a web app for bundlers
cat > web/index.html <<'P'
<!doctype html><html><body><div id="root"></div><script type="module" src="/src/main.js"></script></body></html>
P
cat > web/src/main.js <<'P'
import React from 'react'
import { createRoot } from 'react-dom/client'
import _ from 'lodash'
import * as d3 from 'd3'
import { format } from './format.js'
import moment from 'moment'
createRoot(document.getElementById('root')).render(React.createElement('p', null, format(_.sum([1, 2, 3])), d3.version, moment().format()))
import('./lazy.js').then((m) => m.default())
P
printf "export const format = (n) => n.toFixed(2)\n" > web/src/format.js
printf "import axios from 'axios'\nexport default () => axios.get('/')\n" > web/src/lazy.js
printf "import { nothing } from './format.js'\nimport x from './no-such-file.js'\nimport y from 'no-such-package'\nnothing(x, y)\nconst a = {\n" > web/src/broken.js
printf "import { nothing } from './format.js'\nimport x from './no-such-file.js'\nimport y from 'no-such-package'\nconsole.log(nothing, x, y)\n" > web/src/missing.js
echo '{"name":"web","version":"1.0.0","private":true}' > web/package.json

# --- Go
cat > go/go.mod <<'P'
module shop.test/shop

go 1.21

require (
	github.com/spf13/cobra v1.8.0
	github.com/stretchr/testify v1.9.0
	github.com/sirupsen/logrus v1.9.3
	go.uber.org/zap v1.27.0
)
P
cat > go/shop/cart/cart.go <<'P'
package cart

import "fmt"

type Item struct {
	Name     string
	Price    float64
	Quantity int
}

type Cart struct{ Items []Item }

func (c *Cart) Add(i Item) error {
	if i.Quantity <= 0 {
		return fmt.Errorf("quantity must be positive, got %d", i.Quantity)
	}
	c.Items = append(c.Items, i)
	return nil
}

func (c *Cart) Total() (sum float64) {
	for _, i := range c.Items {
		sum += i.Price * float64(i.Quantity)
	}
	return
}

func (c *Cart) First() string { return c.Items[0].Name }
P
cat > go/shop/cart/cart_test.go <<'P'
package cart

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTotal(t *testing.T) {
	c := &Cart{}
	_ = c.Add(Item{"tea", 3.5, 2})
	assert.Equal(t, 7.0, c.Total())
	assert.Equal(t, 8.0, c.Total(), "with the mug")
}

func TestMany(t *testing.T) {
	for n := 0; n < 30; n++ {
		t.Run(fmt.Sprintf("case %d", n), func(t *testing.T) {
			if n == 17 {
				t.Errorf("n = %d, want another", n)
			}
			t.Logf("n is %d", n)
		})
	}
}

func TestItems(t *testing.T) {
	assert.Equal(t, []Item{{"a", 1, 1}, {"b", 2, 1}}, []Item{{"a", 1, 1}, {"c", 2, 1}})
}

func TestSkipped(t *testing.T) { t.Skip("needs the network") }

func TestFirst(t *testing.T) { (&Cart{}).First() }

func BenchmarkTotal(b *testing.B) {
	c := &Cart{Items: make([]Item, 100)}
	for i := 0; i < b.N; i++ {
		c.Total()
	}
}
P
mkdir -p go/shop/broken go/shop/ok
printf 'package broken\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc F(a int) string {\n\tvar x int = "a"\n\ty := 1\n\treturn a + undefinedName\n}\n\ntype T struct{}\n\nvar _ fmt.Stringer = T{}\n' > go/shop/broken/broken.go
printf 'package ok\n\nimport "fmt"\n\nfunc P(n int) {\n\tfmt.Printf("%%s %%d\\n", n)\n\tfor i := 0; i < 3; i++ {\n\t\tgo func() { fmt.Println(i) }()\n\t}\n\treturn\n\tfmt.Println()\n}\n' > go/shop/ok/ok.go
cp -r go/shop/ok/ok.go go/shop/ok/ok.go 2>/dev/null
printf 'package ok\n\nimport "testing"\n\nfunc TestP(t *testing.T) { P(1) }\n' > go/shop/ok/ok_test.go

# --- Rust
cat > rust/Cargo.toml <<'P'
[package]
name = "shop"
version = "0.1.0"
edition = "2021"

[dependencies]
serde = { version = "1", features = ["derive"] }
serde_json = "1"
clap = { version = "4", features = ["derive"] }
anyhow = "1"
P
cat > rust/src/lib.rs <<'P'
#[derive(Debug, Clone, PartialEq)]
pub struct Item { pub name: String, pub price: f64, pub quantity: u32 }

#[derive(Default)]
pub struct Cart { pub items: Vec<Item> }

impl Cart {
    pub fn add(&mut self, item: Item) { self.items.push(item) }
    pub fn total(&self) -> f64 { let unused = 1; self.items.iter().map(|i| i.price * i.quantity as f64).sum() }
    pub fn first(&self) -> &Item { &self.items[0] }
    fn never(&self) -> bool { if self.items.len() == 0 { return true; } else { return false; } }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn tea() -> Item { Item { name: "tea".into(), price: 3.5, quantity: 2 } }
    #[test] fn adds() { let mut c = Cart::default(); c.add(tea()); assert_eq!(c.total(), 7.0); }
    #[test] fn wrong() { let mut c = Cart::default(); c.add(tea()); assert_eq!(c.total(), 8.0, "with the mug"); }
    #[test] fn items() { assert_eq!(vec![tea()], vec![Item { name: "cup".into(), ..tea() }]); }
    #[test] fn first_of_none() { Cart::default().first(); }
    #[test] fn parses() -> Result<(), std::num::ParseIntError> { let _: i32 = "x1".parse()?; Ok(()) }
    #[test] #[ignore] fn later() {}
    #[test] #[should_panic] fn does_not_panic() {}
}
P
printf 'fn main() {}\n' > rust/src/main.rs
mkdir -p rust-broken/src
printf '[package]\nname = "broken"\nversion = "0.1.0"\nedition = "2021"\n' > rust-broken/Cargo.toml
cat > rust-broken/src/main.rs <<'P'
use std::collections::HashMap;
use std::fs::Nothing;

struct Cart<'a> { names: Vec<&'a str> }

fn longest(a: &str, b: &str) -> &str { if a.len() > b.len() { a } else { b } }

fn main() {
    let cart = Cart { names: vec![] };
    let moved = cart;
    println!("{}", cart.names.len());
    let n: i32 = "one";
    cart.add(1);
    match n { 1 => (), }
    let mut x = 5;
    undefined_function(x);
}
P

# --- Java: Maven and Gradle
cat > java/pom.xml <<'P'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test.shop</groupId>
  <artifactId>shop</artifactId>
  <version>1.0-SNAPSHOT</version>
  <properties><maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
  <dependencies>
    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.10.2</version><scope>test</scope></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.17.0</version></dependency>
    <dependency><groupId>ch.qos.logback</groupId><artifactId>logback-classic</artifactId><version>1.5.6</version></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-surefire-plugin</artifactId><version>3.2.5</version></plugin></plugins></build>
</project>
P
cat > java/src/main/java/shop/Cart.java <<'P'
package shop;

import java.util.ArrayList;
import java.util.List;

/** What a customer wants to buy. */
public class Cart {
    public record Item(String name, double price, int quantity) {}

    private final List<Item> items = new ArrayList<>();

    public void add(Item item) {
        if (item.quantity() <= 0) throw new IllegalArgumentException("quantity must be positive, got " + item.quantity());
        items.add(item);
    }

    public double total() {
        return items.stream().mapToDouble(i -> i.price() * i.quantity()).sum();
    }

    public Item first() {
        return items.get(0);
    }

    public List<Item> items() {
        return items;
    }
}
P
cat > java/src/test/java/shop/CartTest.java <<'P'
package shop;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import org.junit.jupiter.api.*;

class CartTest {
    private final Cart cart = new Cart();

    @Test void adds() { cart.add(new Cart.Item("tea", 3.5, 2)); assertEquals(7, cart.total()); }
    @Test void countsWrongly() { cart.add(new Cart.Item("tea", 3.5, 2)); assertEquals(8, cart.total(), "with the mug"); }
    @Test void items() { assertEquals(List.of("a"), cart.items()); }
    @Test void firstOfNone() { cart.first(); }
    @Test void negative() { cart.add(new Cart.Item("x", 1, -1)); }
    @Test @Disabled("later") void later() {}
}
P
mkdir -p java-broken/src/main/java/shop
sed 's/surefire/surefire/' java/pom.xml > java-broken/pom.xml
cat > java-broken/src/main/java/shop/Broken.java <<'P'
package shop;

import java.util.Listt;
import no.such.Package;

public class Broken implements Runnable {
    private final int n;
    String name() { return 5; }
    void f() { undefinedCall(1); int x = "a"; String y = x.length(); for (;;) {} }
    int g() { }
    List<String> l = new ArrayList<>();
}
P
cp java/src/main/java/shop/Cart.java gradle/src/main/java/shop/
sed 's/jupiter.api.Assertions/Assert/; s/jupiter.api/*; import org.junit/; s/@Disabled/@Ignore/; s/assertEquals(\(.*\), cart.total(), \(".*"\))/assertEquals(\2, \1, cart.total(), 0)/; s/assertEquals(7, cart.total())/assertEquals(7, cart.total(), 0)/' java/src/test/java/shop/CartTest.java > gradle/src/test/java/shop/CartTest.java
sed -i 's/^class/public class/; s/@Test void/@Test public void/; s/@Test @Ignore("later") void/@Test @Ignore public void/; s/org.junit.\*; import org.junit.\*/org.junit.*/' gradle/src/test/java/shop/CartTest.java
printf "rootProject.name = 'shop'\n" > gradle/settings.gradle
cat > gradle/build.gradle <<'P'
apply plugin: 'java'
repositories { mavenCentral() }
sourceCompatibility = '17'
dependencies { testCompile 'junit:junit:4.13.2' }
P

# --- C and C++
cat > c/cart.c <<'P'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item { char name[16]; double price; int quantity; };

static int unused_function(int a) { return a; }

double total(struct item *items, int n) {
    double sum;
    for (unsigned i = 0; i < n; i++) sum += items[i].price * items[i].quantity;
    return sum;
}

int main(void) {
    struct item items[2];
    strcpy(items[0].name, "a name that is much too long");
    printf("%d %s\n", total(items, 2), 42);
    int *p = malloc(4);
    p[2] = 1;
    if (p = NULL) return 1;
}
P
printf '#include "nothing.h"\nint f(int a) { return b }\nvoid g() { undefined(1); int x = "a"; return 1; }\nstruct s { int a; };\nint h(struct s *p) { return p.a + p->b; }\n' > c/broken.c
cat > c/list.cpp <<'P'
#include <algorithm>
#include <map>
#include <string>
#include <vector>
struct item { std::string name; };
int main() {
    std::vector<item> items;
    std::sort(items.begin(), items.end());
    std::map<std::string, int> counts = {{"a", "b"}};
    std::string s = 5 + "a" - nullptr;
    items.push_back(3);
    const int n = 1; n = 2;
    for (auto x : 5) {}
}
P
printf 'CFLAGS = -Wall -Wextra -O1\nOBJS = cart.o util.o list.o\nall: $(OBJS)\n\t$(CC) -o cart $(OBJS)\ncart.o: cart.c\n\t$(CC) $(CFLAGS) -c cart.c\nutil.o: util.c\n\t$(CC) $(CFLAGS) -c util.c\nlist.o: list.cpp\n\t$(CXX) $(CFLAGS) -c list.cpp\nclean:\n\trm -f *.o cart\n' > c/Makefile
for n in 1 2 3 4 5 6 7 8; do printf 'int f%d(int a) { int unused%d; return a * %d; }\n' $n $n $n > c/part$n.c; done
printf 'int util(void) { int x; return 0; }\n' > c/util.c
cat > c/CMakeLists.txt <<'P'
cmake_minimum_required(VERSION 3.13)
project(shop C CXX)
enable_testing()
find_package(ZLIB)
find_package(Threads REQUIRED)
add_compile_options(-Wall -Wextra)
add_library(parts part1.c part2.c part3.c part4.c part5.c part6.c part7.c part8.c util.c)
add_executable(cart cart.c)
target_link_libraries(cart parts)
add_test(NAME runs COMMAND cart)
add_test(NAME is_true COMMAND true)
add_test(NAME is_false COMMAND false)
add_test(NAME says COMMAND sh -c "echo hello; exit 3")
P
mkdir -p cmake-broken && printf 'project(x C)\nfind_package(NoSuchPackage REQUIRED)\nadd_executable(x missing.c)\nno_such_command(1)\n' > cmake-broken/CMakeLists.txt
printf "project('shop', 'c', 'cpp')\nlibrary('parts', 'part1.c', 'part2.c', 'part3.c', 'part4.c')\ne = executable('cart', 'cart.c')\ntest('runs', e)\ntest('true', find_program('true'))\ntest('false', find_program('false'))\n" > c/meson.build

# --- Ruby, Perl, PHP, shell
cat > ruby/cart_test.rb <<'P'
require 'minitest/autorun'
class Cart
  attr_reader :items
  def initialize = @items = []
  def add(name, price, quantity = 1) = @items << { name: name, price: price, quantity: quantity }
  def total = @items.sum { |i| i[:price] * i[:quantity] }
end
class CartTest < Minitest::Test
  def setup = @cart = Cart.new
  def test_empty = assert_equal(0, @cart.total)
  def test_wrong
    @cart.add('tea', 3.5, 2)
    assert_equal 8, @cart.total, 'with the mug'
  end
  def test_items
    @cart.add('tea', 3.5)
    assert_equal [{ name: 'mug', price: 12 }], @cart.items
  end
  def test_error = @cart.missing
  def test_later = skip('later')
  20.times { |n| define_method("test_case_#{n}") { assert n != 13 } }
end
P
cat > perl/cart.t <<'P'
use strict; use warnings; use Test::More;
ok(1, "case $_") for 1 .. 12;
is(3.5 * 2, 8, 'total with the mug');
is_deeply([{ name => 'tea' }], [{ name => 'mug' }], 'items');
like('one two', qr/three/, 'matches');
SKIP: { skip 'later', 1; }
diag('a diagnostic');
done_testing();
P
printf 'use Test::More tests => 3;\nok(1); ok(1);\ndie "broken at once";\n' > perl/dies.t
printf 'use Test::More tests => 2;\nok(1, "first"); ok(1, "second");\n' > perl/good.t
cat > bad.sh <<'P'
#!/bin/sh
cd $1
for f in `ls *.txt`; do cat $f | grep foo; done
if [ $x == "a" ]; then echo "unclosed $y; fi
echo $(expr 1 + 1)
rm -rf $dir/*
local z=1
read line
[ -z $z ] && echo yes || echo no
P
sed '4s/unclosed \$y/closed $y"/' bad.sh > bad2.sh
