#!/bin/bash
# Programs that crash, for the stack traces of the corpus. Called by scene.sh.
set -u
root=${1:?scene}/crashes
mkdir -p "$root"/{py,js,java/shop,go,rust/src,mono,other} && cd "$root"

cat > py/chain.py <<'P'
import json, sys


class ConfigError(Exception):
    pass


def read(path):
    try:
        return json.loads('{"a": ' + path)
    except json.JSONDecodeError as error:
        raise ConfigError(f"cannot read {path}") from error


def start(path):
    try:
        return read(path)
    except ConfigError:
        return {}["fallback"]


start(sys.argv[1] if len(sys.argv) > 1 else "settings.json")
P
cat > py/deep.py <<'P'
def even(n):
    return odd(n - 1)


def odd(n):
    return even(n - 1)


even(10)
P
cat > py/group.py <<'P'
import asyncio


async def fails(n):
    await asyncio.sleep(0)
    if n % 2:
        raise ValueError(f"job {n} is odd")
    raise OSError(2, "no such file", f"/data/{n}.csv")


async def main():
    async with asyncio.TaskGroup() as group:
        for n in range(4):
            group.create_task(fails(n))


asyncio.run(main())
P
cat > py/web.py <<'P'
import logging, sys
from flask import Flask
app = Flask("shop")
logging.basicConfig(stream=sys.stdout, format="%(message)s")

@app.get("/cart/<int:n>")
def cart(n):
    return {"item": [1, 2][n]}

@app.get("/template")
def template():
    from flask import render_template_string
    return render_template_string("{% for x in items %}{{ x.name.upper( }}{% endfor %}")

client = app.test_client()
client.get(sys.argv[1])
P
cat > py/db.py <<'P'
from sqlalchemy import create_engine, text
with create_engine("sqlite://").connect() as db:
    db.execute(text("select nothing from nowhere where id = :id"), {"id": 7})
P
printf 'import pandas as pd\npd.DataFrame({"a": [1, 2]}).groupby("b").agg({"a": "sum"})\n' > py/frame.py
printf 'import requests\nrequests.get("http://localhost:1/api/items", timeout=1)\n' > py/net.py
printf 'import httpx\nhttpx.get("http://localhost:1/api/items")\n' > py/httpx_get.py
printf 'from pydantic import BaseModel\nclass Item(BaseModel):\n    name: str\n    price: float\nItem(name=[1], price="x")\n' > py/model.py
printf 'import threading\ndef work(n):\n    return 1 / (n - n)\nthreads = [threading.Thread(target=work, args=(n,)) for n in range(3)]\n[t.start() for t in threads]\n[t.join() for t in threads]\n' > py/threads.py
printf 'from concurrent.futures import ProcessPoolExecutor\ndef work(n):\n    return [1][n]\nif __name__ == "__main__":\n    with ProcessPoolExecutor(2) as pool:\n        print(list(pool.map(work, [0, 1, 2])))\n' > py/pool.py
printf 'import faulthandler, threading, time\nthreading.Thread(target=lambda: time.sleep(1), daemon=True).start()\ndef inner():\n    faulthandler.dump_traceback()\ndef outer(n):\n    return outer(n - 1) if n else inner()\nouter(12)\n' > py/fault.py
printf 'import trio\nasync def child(n):\n    raise KeyError(n)\nasync def main():\n    async with trio.open_nursery() as n:\n        n.start_soon(child, 1)\n        n.start_soon(child, 2)\ntrio.run(main)\n' > py/nursery.py
printf 'def f(:\n    pass\n' > py/syntax.py

cat > js/plain.js <<'P'
function price(item) { return item.price.amount * item.quantity }
class Cart { total(items) { return items.map(price).reduce((a, b) => a + b) } }
function main() { return new Cart().total([{ price: { amount: 1 }, quantity: 2 }, { quantity: 1 }]) }
main()
P
cat > js/cause.js <<'P'
const fs = require('node:fs')
function read(path) { try { return JSON.parse(fs.readFileSync(path, 'utf8')) } catch (cause) { throw new Error(`cannot read ${path}`, { cause }) } }
async function start() { try { await read('/srv/none.json') } catch (cause) { throw new TypeError('no settings', { cause }) } }
start()
P
printf 'const express = require("express"); const app = express(); app.use((q, s) => { s.locals.user.name }); const s = app.listen(0, async () => { console.log(await (await fetch(`http://localhost:${s.address().port}/cart`)).text()); s.close() })\n' > js/express.js
printf 'Promise.all([1, 2].map(async (n) => { await null; if (n > 1) throw new AggregateError([new RangeError("one"), new TypeError("two")], "several") }))\n' > js/aggregate.js
printf 'require("./missing-module.js")\n' > js/missing.js
printf 'const { z } = require("zod"); z.object({ name: z.string(), price: z.number() }).parse({ name: 1 })\n' > js/zod.js
printf 'const axios = require("axios"); axios.get("http://localhost:1/api").catch((e) => { console.error(e.stack, e.cause); process.exitCode = 1 })\n' > js/axios.js
printf 'let deep = (n) => { if (n === 0) throw new Error("bottom"); deep(n - 1) }; Error.stackTraceLimit = 80; try { deep(70) } catch (e) { console.error(e.stack) }\n' > js/deep.js
printf 'const { renderToString } = require("react-dom/server"); const React = require("react"); const Item = ({ item }) => React.createElement("li", null, item.name); const List = ({ items }) => React.createElement("ul", null, items.map((item, n) => React.createElement(Item, { item, key: n }))); console.log(renderToString(React.createElement(List, { items: [{ name: "a" }, undefined] })))\n' > js/react.js
printf 'const { Worker } = require("node:worker_threads"); new Worker("function inner() { null.x }; setTimeout(function later() { inner() }, 1)", { eval: true })\n' > js/worker.js
printf 'process.on("uncaughtException", (e) => console.error(new Date(0).toISOString(), "uncaught:", e)); const EventEmitter = require("node:events"); const e = new EventEmitter(); for (const n of [1, 2, 3]) setTimeout(() => e.emit("error", new Error(`event ${n}`)), n)\n' > js/events.js
printf 'const a = {\n  b: 1,\n  c: [1, 2,,\n}}\n' > js/syntax.js
ln -sfn "$1/web/node_modules" node_modules

cat > java/shop/Main.java <<'P'
package shop;

import java.util.*;
import java.util.concurrent.*;

public class Main {
    static class CartException extends RuntimeException { CartException(String m, Throwable c) { super(m, c); } }
    static int parse(String s) { return Integer.parseInt(s); }
    static int load(String s) { try { return parse(s); } catch (NumberFormatException e) { throw new CartException("cannot load " + s, e); } }
    static void start(String s) { try { load(s); } catch (CartException e) { IllegalStateException x = new IllegalStateException("not started", e); x.addSuppressed(new java.io.IOException("close failed")); throw x; } }
    static int deep(int n) { return n == 0 ? List.<Integer>of().get(0) : deep(n - 1) + 1; }
    static void forever() { forever(); }
    public static void main(String[] a) throws Exception {
        switch (a[0]) {
            case "chain" -> start("12x");
            case "deep" -> deep(40);
            case "stream" -> List.of("1", "b").stream().map(Main::parse).sorted().forEach(System.out::println);
            case "pool" -> { ExecutorService p = Executors.newFixedThreadPool(2); try { p.submit(() -> load("z")).get(); } finally { p.shutdown(); } }
            case "future" -> CompletableFuture.supplyAsync(() -> load("q")).thenApply(x -> x + 1).join();
            case "reflect" -> Main.class.getDeclaredMethod("load", String.class).invoke(null, "r");
            case "overflow" -> forever();
            case "threads" -> { for (int i = 0; i < 3; i++) new Thread(() -> load("t"), "worker-" + i).start(); }
            case "net" -> new java.net.URL("http://localhost:1/").openStream();
            case "sleep" -> { for (int i = 0; i < 4; i++) new Thread(() -> { synchronized (Main.class) { try { Thread.sleep(20000); } catch (InterruptedException e) { } } }, "worker-" + i).start(); }
            default -> { Object o = null; o.toString(); }
        }
    }
}
P
javac -g -d java/out java/shop/Main.java

cat > go/main.go <<'P'
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"time"
)

type Cart struct{ items map[string]int }

func (c *Cart) add(name string) { c.items[name]++ }
func deep(n int) int {
	if n == 0 {
		var a []int
		return a[n+3]
	}
	return deep(n-1) + 1
}

type shape interface{ Area() float64 }

func main() {
	switch os.Args[1] {
	case "nilmap":
		(&Cart{}).add("tea")
	case "index":
		deep(12)
	case "nilpointer":
		var c *Cart
		c.add("tea")
	case "deadlock":
		var wg sync.WaitGroup
		wg.Add(1)
		go func() { ch := make(chan int); <-ch }()
		wg.Wait()
	case "goroutines":
		for n := 0; n < 6; n++ {
			go func() { time.Sleep(time.Hour) }()
		}
		time.Sleep(20 * time.Millisecond)
		panic(fmt.Errorf("stopping: %w", os.ErrNotExist))
	case "assert":
		var s any = "text"
		fmt.Println(s.(shape).Area())
	case "http":
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { var c *Cart; c.add(r.URL.Path) }))
		http.Get(s.URL + "/cart")
	case "race":
		m := map[int]int{}
		for n := 0; n < 8; n++ {
			go func() { for i := 0; i < 100000; i++ { m[i] = n } }()
		}
		time.Sleep(time.Second)
	case "json":
		json.NewEncoder(os.Stdout).Encode(map[string]any{"a": func() { }})
		defer func() { if r := recover(); r != nil { panic(fmt.Sprint("again: ", r)) } }()
		panic("first")
	}
}
P
printf 'module crash.test/shop\n\ngo 1.22\n' > go/go.mod
(cd go && go build -o crash . )

printf '[package]\nname = "crash"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nanyhow = { version = "1", features = ["backtrace"] }\nserde_json = "1"\n' > rust/Cargo.toml
cat > rust/src/main.rs <<'P'
use anyhow::Context;
struct Cart { items: Vec<u32> }
impl Cart { fn at(&self, n: usize) -> u32 { self.items[n] } }
fn deep(n: usize, c: &Cart) -> u32 { if n == 0 { c.at(9) } else { deep(n - 1, c) + 1 } }
fn load(path: &str) -> anyhow::Result<String> { std::fs::read_to_string(path).with_context(|| format!("cannot read {path}")) }
fn main() -> anyhow::Result<()> {
    let c = Cart { items: vec![1] };
    match std::env::args().nth(1).as_deref() {
        Some("index") => { deep(8, &c); }
        Some("unwrap") => { "x".parse::<i32>().unwrap(); }
        Some("expect") => { serde_json::from_str::<serde_json::Value>("{\"a\":").expect("settings are JSON"); }
        Some("thread") => { let t: Vec<_> = (0..3).map(|n| std::thread::Builder::new().name(format!("worker-{n}")).spawn(move || { let v: Vec<i32> = vec![]; v[n] }).unwrap()).collect(); for t in t { let _ = t.join(); } }
        Some("anyhow") => { load("/srv/none.toml").context("not started")?; }
        Some("overflow") => { let n: u8 = std::env::args().count() as u8; println!("{}", n - 200); }
        _ => { std::cell::RefCell::new(1).try_borrow_mut().map(|_| ()).unwrap(); Option::<i32>::None.unwrap(); }
    }
    Ok(())
}
P
(cd rust && cargo build -q)

cat > mono/a.cs <<'P'
using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;
namespace Shop {
  class CartException : Exception { public CartException(string m, Exception e) : base(m, e) {} }
  class Cart {
    int Parse(string s) { return int.Parse(s); }
    public int Load(string s) { try { return Parse(s); } catch (FormatException e) { throw new CartException("cannot load " + s, e); } }
    public int Deep(int n) { return n == 0 ? new List<int>()[3] : Deep(n - 1) + 1; }
    public async Task<int> Later(string s) { await Task.Delay(1); return Load(s); }
    static void Main(string[] a) {
      var c = new Cart();
      if (a[0] == "chain") c.Load("1x");
      if (a[0] == "deep") c.Deep(20);
      if (a[0] == "async") c.Later("z").Wait();
      if (a[0] == "linq") new[] { "1", "b" }.Select(c.Load).OrderBy(x => x).ToList();
      if (a[0] == "null") { string s = null; Console.WriteLine(s.Length); }
      if (a[0] == "parallel") Parallel.For(0, 3, n => c.Load("p" + n));
    }
  }
}
P
mcs -debug -out:mono/a.exe mono/a.cs

cat > browser.mjs <<'P'
// Prints what a page's errors look like in a browser's console.
import { pathToFileURL } from 'node:url'
const { default: puppeteer } = await import(pathToFileURL('/srv/app/web/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js'))
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
const pages = {
  plain: '<script src="/cart.js"></script><script>new Cart().total([{}])</script>',
  promise: '<script src="/cart.js"></script><script>Promise.resolve().then(() => new Cart().later())</script>',
  deep: '<script src="/cart.js"></script><script>Error.stackTraceLimit = 50; new Cart().deep(30)</script>',
  react: '<div id=r></div><script src="/react.js"></script>',
}
const cart = 'class Cart {\n total(items) { return items.map(this.price) }\n price(item) { return item.price.amount }\n async later() { await 1; return this.total([{}]) }\n deep(n) { if (!n) this.total([{}]); this.deep(n - 1) }\n}\n'
const server = createServer((q, s) => { const n = q.url.slice(1); s.setHeader('content-type', n.endsWith('.js') ? 'text/javascript' : 'text/html'); s.end(n === 'cart.js' ? cart : n === 'react.js' ? readFileSync('/srv/app/react-bundle.js') : pages[n]) }).listen(4173)
const browser = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
page.on('pageerror', (e) => console.log('Uncaught', e.stack))
page.on('console', (m) => console.log(m.text(), m.stackTrace().map((f) => `\n    at ${f.url}:${f.lineNumber}:${f.columnNumber}`).join('')))
await page.goto(`http://localhost:4173/${process.argv[2]}`)
await new Promise((r) => setTimeout(r, 500))
await browser.close(); server.close()
P

printf 'require "json"\nclass Cart\n  def load(s) = JSON.parse(s)\n  def start(s)\n    load(s)\n  rescue JSON::ParserError\n    raise ArgumentError, "cannot start"\n  end\n  def deep(n) = n.zero? ? nil.upcase : deep(n - 1)\nend\ncase ARGV[0]\nwhen "chain" then Cart.new.start("{")\nwhen "deep" then Cart.new.deep(30)\nwhen "missing" then require "no_such_gem"\nwhen "thread" then Thread.new { Cart.new.deep(3) }.join\nend\n' > other/a.rb
cat > other/a.php <<'P'
<?php
class Cart {
  function price($i) { if (!isset($i['price'])) throw new InvalidArgumentException('no price'); return $i['price']; }
  function total($items) { return array_sum(array_map([$this, 'price'], $items)); }
  function start($items) { try { return $this->total($items); } catch (InvalidArgumentException $e) { throw new RuntimeException('cannot start', 3, $e); } }
  function deep($n) { return $n ? $this->deep($n - 1) : intdiv(1, 0); }
}
$c = new Cart;
if ($argv[1] == 'chain') $c->start([['price' => 1], []]);
if ($argv[1] == 'deep') $c->deep(20);
if ($argv[1] == 'type') strlen([]);
debug_print_backtrace();
P
printf 'use Carp qw(confess cluck);\nsub price { my $i = shift; confess "no price" unless $i->{price}; }\nsub total { price($_) for @_; }\nsub deep { my $n = shift; $n ? deep($n - 1) : cluck("bottom"); }\ndeep(15); total({price => 1}, {name => "tea"});\n' > other/a.pl
printf 'local function price(i) return i.price.amount end\nlocal function total(items) local s = 0; for _, i in ipairs(items) do s = s + price(i) end return s end\nlocal function deep(n) if n == 0 then return total({{}}) end local r = deep(n - 1); return r end\nprint(deep(8))\n' > other/a.lua
printf 'defmodule Cart do\n  def total(items), do: Enum.map(items, &price/1)\n  defp price(%%{price: p}), do: p * 1\n  def deep(0), do: total([%%{price: 1}, %%{}])\n  def deep(n), do: [deep(n - 1)]\nend\ncase System.argv() do\n  ["deep"] -> Cart.deep(5)\n  ["task"] -> Task.async(fn -> Cart.deep(1) end) |> Task.await()\n  ["server"] -> {:ok, p} = Agent.start(fn -> 1 end); Agent.get(p, fn _ -> raise "no" end)\n  _ -> String.to_integer("x")\nend\n' > other/a.exs
cat > other/a.kt <<'P'
class Cart { fun price(i: Map<String, Int>) = i["price"]!!
  fun total(items: List<Map<String, Int>>) = items.map { price(it) }.sum()
  fun start(items: List<Map<String, Int>>) = try { total(items) } catch (e: NullPointerException) { throw IllegalStateException("cannot start", e) } }
fun main() { println(Cart().start(listOf(mapOf("price" to 1), mapOf()))) }
P
printf '#include <stdlib.h>\n#include <string.h>\nstruct node { struct node *next; int value; };\nstatic int sum(struct node *n, int depth) { return depth ? sum(n, depth - 1) : n->next->value; }\nint main(int argc, char **argv) { struct node *n = malloc(sizeof *n); n->next = 0; if (argc > 1) { free(n); return n->value; } char *leak = malloc(100); leak[100] = 1; return sum(n, 8); }\n' > other/a.c
gcc -g -O0 -o other/a other/a.c; gcc -g -O0 -fsanitize=address -o other/asan other/a.c
printf '(define (price i) (car i))\n(define (total items) (apply + (map price items)))\n(display (total (list (list 1) (quote ()))))\n' > other/a.scm
printf 'proc price {i} { return [dict get $i price] }\nproc total {items} { foreach i $items { incr s [price $i] }; return $s }\nputs [total {{price 1} {name tea}}]\n' > other/a.tcl
printf 'class Cart { def price(i) { i.price.amount }\n def total(items) { items.collect { price(it) } } }\nnew Cart().total([[:]])\n' > other/a.groovy

cat > "$1/web/page.mjs" <<'P'
import React from 'react'
import { createRoot } from 'react-dom/client'
const Item = ({ item }) => React.createElement('li', null, item.name)
const List = ({ items }) => React.createElement('ul', null, items.map((item, n) => React.createElement(Item, { item, key: n })))
createRoot(document.getElementById('r')).render(React.createElement(List, { items: [{ name: 'a' }, undefined] }))
P
"$1/web/node_modules/.bin/esbuild" "$1/web/page.mjs" --bundle --outfile="$1/react-bundle.js"
