/** A small program in each language that has a grammar: what must be shown, and what may be left out. */
export interface Sample {
  readonly language: string
  readonly source: string
  /** Lines that tell what there is. */
  readonly shown: readonly string[]
  /** Words that stand in bodies alone. */
  readonly hidden: readonly string[]
  /** Words that only a grammar tells to stand in bodies. */
  readonly parsed?: readonly string[]
}

const steps = (indent: string, line: (n: number) => string): string =>
  Array.from({ length: 9 }, (_, n) => `${indent}${line(n)}`).join('\n')

const python = `"""Orders and what they cost.

The rest of this text explains at length
what nobody has to know at once.
More of it, and still more,
until it is worth leaving out.
"""
import os
from decimal import Decimal

LIMIT = 40


@dataclass
class Order(Base):
    """An order."""

    total: Decimal = Decimal(0)

    @property
    def price(self, rate=1):
        """What it costs.

        With a long explanation of rounding,
        of the rates that apply at night, of who decided on them and when,
        and why everybody thought that this was a good idea at that time.
        """
${steps('        ', (n) => `hidden_price_${n} = self.total * rate + ${n}`)}
        return hidden_price_8

    async def ship(
        self,
        *,
        to,
    ):
${steps('        ', (n) => `await hidden_step_${n}(to, self.total)`)}


def short():
    return 1
`

const javascript = `import { readFile } from 'node:fs/promises'

/**
 * Loads the orders.
 * All the details of how that happens stand here,
 * and go on in the next line, and in the one after it,
 * so that there is something to leave out of it.
 */
export async function loadOrders(path, { strict = false } = {}) {
${steps('  ', (n) => `const hiddenLoad${n} = await readFile(path + ${n})`)}
  return hiddenLoad8
}

export const total = (orders) => {
${steps('  ', (n) => `orders.push({ hiddenTotal: ${n} })`)}
}

class Basket extends Base {
  #count = 0
  static limit = 10
  add(item) {
${steps('    ', (n) => `this.hiddenAdd${n} = item`)}
  }
}

describe('basket', () => {
  it('adds', async () => {
${steps('    ', (n) => `expect(hiddenFirst(${n})).toBe(${n})`)}
  })

  it('removes', function () {
${steps('    ', (n) => `expect(hiddenSecond(${n})).toBe(${n})`)}
  })
})

module.exports = { loadOrders, total }
`

const jsx = `import React from 'react'

export function Button({ label, onClick }) {
${steps('  ', (n) => `const hiddenState${n} = React.useState(${n})`)}
  return <button className="plain" onClick={onClick}>{label}</button>
}

export const Panel = React.memo(({ children }) => {
${steps('  ', (n) => `React.useEffect(() => hiddenEffect(${n}))`)}
  return <div>{children}</div>
})
`

const typescript = `import type { Order } from './order.ts'

export interface Basket<T> {
  readonly items: readonly T[]
  add(item: T): void
}

export type Price = { readonly cents: number }

/** Adds up what is in a basket. */
export function sum<T extends Order>(basket: Basket<T>): Price {
${steps('  ', (n) => `const hiddenSum${n}: number = basket.items.length + ${n}`)}
  return { cents: hiddenSum8 }
}

export class Store {
  private readonly orders = new Map<string, Order>()

  constructor(private readonly name: string) {
${steps('    ', (n) => `this.orders.set('hiddenName${n}', { id: name })`)}
  }

  @logged()
  async find(id: string): Promise<Order | undefined> {
${steps('    ', (n) => `const hiddenFind${n} = await this.orders.get(id)`)}
    return hiddenFind8
  }
}
`

const tsx = `import React from 'react'

interface Props {
  readonly label: string
}

export const Button: React.FC<Props> = ({ label }) => {
${steps('  ', (n) => `const hiddenState${n} = React.useState<number>(${n})`)}
  return <button className="plain">{label}</button>
}

export function Panel({ label }: Props): JSX.Element {
${steps('  ', (n) => `const hiddenPanel${n} = label as unknown as string`)}
  return <Button label={hiddenPanel8} />
}
`

const go = `package orders

import (
	"fmt"
	"io"
)

// Order is what somebody wants.
type Order struct {
	Total int
	Name  string
}

// Ship sends the order.
func (o *Order) Ship(w io.Writer) error {
${steps('\t', (n) => `fmt.Fprintln(w, "hiddenShip", o.Total, ${n})`)}
	if err := o.check(); err != nil {
		return err
	}
	return nil
}

func New(name string) (*Order, error) {
${steps('\t', (n) => `hiddenNew${n} := name`)}
	return &Order{Name: hiddenNew8}, nil
}
`

const rust = `use std::collections::HashMap;

/// What somebody wants.
#[derive(Debug, Clone)]
pub struct Order {
    pub total: u64,
}

impl Order {
    /// Makes one.
    ///
    /// There is more to say about this, and it is said here,
    /// in several lines that one need not read,
    /// since they are about panics that do not happen,
    /// and about the history of the type.
    pub fn new(total: u64) -> Self {
${steps('        ', (n) => `let hidden_new_${n} = total + ${n};`)}
        Order { total: hidden_new_8 }
    }

    pub(crate) async fn ship<T: Into<String>>(&mut self, to: T) -> Result<(), Error> {
${steps('        ', (n) => `self.hidden_ship(${n})?;`)}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ships() {
${steps('        ', (n) => `assert_eq!(hidden_test(${n}), ${n});`)}
    }
}
`

const java = `package shop.orders;

import java.util.List;

/**
 * What somebody wants.
 */
public final class Order extends Base implements Priced {
    private static final int LIMIT = 10;

    /**
     * Makes one.
     *
     * <p>Much more is said about it here,
     * in lines that can be left out,
     * because they only repeat the code,
     * or contradict it.
     */
    public Order(final String name) {
${steps('        ', (n) => `this.hiddenName${n} = name;`)}
    }

    @Override
    public <T extends Priced> List<T> items(final int limit) throws OrderException {
${steps('        ', (n) => `hiddenItems.add(limit + ${n});`)}
        return hiddenItems;
    }
}
`

const c = `#include <stdio.h>
#include "order.h"

#define LIMIT 10

typedef struct order {
    int total;
} order_t;

/* Sends the order. */
static int ship(struct order *o, const char *to)
{
${steps('    ', (n) => `hidden_ship(o->total, to, ${n});`)}
    return 0;
}

const char *order_name(const order_t *o) {
${steps('    ', (n) => `if (o == NULL) hidden_name(${n});`)}
    return "order";
}

static const int rates[] = {
${steps('    ', (n) => `1${n}, 2${n}, 3${n}, 4${n}, 5${n}, 6${n}, 7${n}, 777${n},`)}
};
`

const cpp = `#include <vector>
#include "order.h"

namespace shop {

template <typename T>
class Basket : public Base {
 public:
  explicit Basket(int limit) : limit_(limit) {
${steps('    ', (n) => `hidden_init_.push_back(${n});`)}
  }
  int size() const { return size_; }

 private:
  std::vector<T> items_;
};

Status Store::Ship(const Order& order, std::string* to) {
${steps('  ', (n) => `hidden_ship(order, to, ${n});`)}
  return Status::OK();
}

}  // namespace shop
`

const csharp = `using System;
using System.Collections.Generic;

namespace Shop.Orders
{
    /// <summary>What somebody wants.</summary>
    public class Order : Base, IPriced
    {
        public int Total { get; set; }

        public Order(string name) : base(name)
        {
${steps('            ', (n) => `hiddenNames.Add(name + ${n});`)}
        }

        [Logged]
        public async Task<int> Ship(string to)
        {
${steps('            ', (n) => `await HiddenShip(to, ${n});`)}
            return 0;
        }
    }
}
`

const ruby = `# frozen_string_literal: true

require 'json'

module Shop
  # What somebody wants.
  class Order < Base
    attr_reader :total

    def initialize(name, total: 0)
${steps('      ', (n) => `@hidden_name_${n} = name`)}
    end

    def self.ship(to)
${steps('      ', (n) => `hidden_ship(to, ${n})`)}
    rescue StandardError => e
      hidden_rescue(e)
    end
  end
end
`

const php = `<?php

namespace Shop\\Orders;

use Shop\\Base\\Priced;

/** What somebody wants. */
final class Order extends Base implements Priced
{
    private int $total = 0;

    public function __construct(private string $name)
    {
${steps('        ', (n) => `$this->hiddenName${n} = $name;`)}
    }

    public static function ship(string $to): int
    {
${steps('        ', (n) => `hiddenShip($to, ${n});`)}
        return 0;
    }
}
`

const bash = `#!/bin/bash
set -euo pipefail

# Sends the order.
ship() {
  local to="$1"
${steps('  ', (n) => `echo "hidden_ship $to ${n}"`)}
}

function total {
${steps('  ', (n) => `if [ -n "$1" ]; then echo "hidden_total ${n}"; fi`)}
}

ship "$@"
`

const css = `@import url("base.css");

:root {
${steps('  ', (n) => `--hidden-color-${n}: #fff;`)}
}

.order > .item:hover,
#basket {
${steps('  ', (n) => `hidden-margin-${n}: 0 auto;`)}
}
`

const kotlin = `package shop.orders

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * What somebody wants.
 * Much more is said about it here,
 * and in the next line, and in the one after that,
 * so that there is something to leave out.
 */
@Serializable
data class Order(private val name: String, val total: Int = 0) : Base(name), Priced {
  val rates = listOf(
${steps('    ', (n) => `7771${n}, 8881${n}, 9991${n}, 1111${n},`)}
  )

  val label: String
    get() {
${steps('      ', (n) => `hiddenLabel.add(name + ${n})`)}
      return name
    }

  private val handler: (Int) -> Unit = { limit ->
${steps('    ', (n) => `hiddenHandler(limit, ${n})`)}
  }

  init {
${steps('    ', (n) => `hiddenInit(name, ${n})`)}
  }

  override suspend fun <T> List<T>.ship(to: String): Result<Int> = withContext(Dispatchers.IO) {
${steps('    ', (n) => `hiddenShip(to, ${n})`)}
    Result.success(total)
  }

  fun rate(kind: Kind) = when (kind) {
${steps('    ', (n) => `Kind.HiddenKind${n} -> ${n}`)}
  }

  companion object {
    const val LIMIT = 10

    @JvmStatic
    fun of(name: String): Order {
${steps('      ', (n) => `hiddenOf(name, ${n})`)}
      return Order(name)
    }
  }
}
`

const swift = `import Foundation

/// What somebody wants.
/// Much more is said about it here,
/// and in the next line, and in the one after that,
/// so that there is something to leave out.
public final class Order<Item: Priced>: Base, Codable {
  private let name: String
  static let rates: [Int] = [
${steps('    ', (n) => `7771${n}, 8881${n}, 9991${n}, 1111${n},`)}
  ]

  var label: String {
${steps('    ', (n) => `hiddenLabel.append(name + "${n}")`)}
    return name
  }

  var total: Int {
    get {
${steps('      ', (n) => `hiddenGet(${n})`)}
      return 0
    }
    set(value) {
${steps('      ', (n) => `hiddenSet(value, ${n})`)}
    }
  }

  lazy var shipper: Shipper = {
${steps('    ', (n) => `hiddenShipper(${n})`)}
    return Shipper()
  }()

  init(name: String) throws {
${steps('    ', (n) => `try hiddenInit(name, ${n})`)}
    self.name = name
  }

  @objc func ship(to: String, after days: Int = 1) async throws -> Result<Int, Error> {
    guard let item = items.first else { return .failure(Missing()) }
${steps('    ', (n) => `try await hiddenShip(item, to, days + ${n})`)}
    return .success(0)
  }
}

extension Order: ModuleDefinition {
  public func definition() -> Definition {
    Function("ship") { [weak self] (to: String) in
${steps('      ', (n) => `self?.hiddenCall(to, ${n})`)}
    }
    Function("stop") {
${steps('      ', (n) => `hiddenStop(${n})`)}
    }
  }
}
`

export const SAMPLES: readonly Sample[] = [
  {
    language: 'python',
    source: python,
    shown: [
      'from decimal import Decimal',
      'LIMIT = 40',
      '    total: Decimal = Decimal(0)',
      '    @property',
      '    def price(self, rate=1):',
      '        """What it costs.',
      '    async def ship(',
      '        to,',
      'def short():',
      '    return 1',
    ],
    hidden: ['hidden_price', 'hidden_step', 'nobody has to know', 'rates that apply'],
  },
  {
    language: 'javascript',
    source: javascript,
    shown: [
      ' * Loads the orders.',
      'export async function loadOrders(path, { strict = false } = {}) {',
      'export const total = (orders) => {',
      'class Basket extends Base {',
      '  #count = 0',
      '  add(item) {',
      "  it('adds', async () => {",
      "  it('removes', function () {",
      'module.exports = { loadOrders, total }',
    ],
    hidden: ['hiddenLoad', 'hiddenTotal', 'hiddenAdd', 'hiddenFirst', 'hiddenSecond', 'and go on'],
  },
  {
    language: 'jsx',
    source: jsx,
    shown: [
      'export function Button({ label, onClick }) {',
      'export const Panel = React.memo(({ children }) => {',
    ],
    hidden: ['hiddenState', 'hiddenEffect'],
  },
  {
    language: 'typescript',
    source: typescript,
    shown: [
      'export interface Basket<T> {',
      '  readonly items: readonly T[]',
      'export type Price = { readonly cents: number }',
      'export function sum<T extends Order>(basket: Basket<T>): Price {',
      '  constructor(private readonly name: string) {',
      '  @logged()',
      '  async find(id: string): Promise<Order | undefined> {',
    ],
    hidden: ['hiddenSum', 'hiddenName', 'hiddenFind'],
  },
  {
    language: 'tsx',
    source: tsx,
    shown: [
      '  readonly label: string',
      'export const Button: React.FC<Props> = ({ label }) => {',
      'export function Panel({ label }: Props): JSX.Element {',
    ],
    hidden: ['hiddenState', 'hiddenPanel'],
  },
  {
    language: 'go',
    source: go,
    shown: [
      'package orders',
      'type Order struct {',
      'func (o *Order) Ship(w io.Writer) error {',
      'func New(name string) (*Order, error) {',
    ],
    hidden: ['hiddenShip', 'hiddenNew'],
  },
  {
    language: 'rust',
    source: rust,
    shown: [
      '    pub total: u64,',
      '    /// Makes one.',
      '    pub fn new(total: u64) -> Self {',
      '    pub(crate) async fn ship<T: Into<String>>(&mut self, to: T) -> Result<(), Error> {',
      '    fn ships() {',
    ],
    hidden: ['hidden_new', 'hidden_ship', 'hidden_test', 'panics that do not'],
  },
  {
    language: 'java',
    source: java,
    shown: [
      'import java.util.List;',
      '    private static final int LIMIT = 10;',
      '     * Makes one.',
      '    public Order(final String name) {',
      '    public <T extends Priced> List<T> items(final int limit) throws OrderException {',
    ],
    hidden: ['hiddenName', 'hiddenItems', 'Much more is said'],
  },
  {
    language: 'c',
    source: c,
    shown: [
      '#include "order.h"',
      '#define LIMIT 10',
      '    int total;',
      'static int ship(struct order *o, const char *to)',
      'const char *order_name(const order_t *o) {',
      'static const int rates[] = {',
    ],
    hidden: ['hidden_ship', 'hidden_name', '7771'],
  },
  {
    language: 'cpp',
    source: cpp,
    shown: [
      'class Basket : public Base {',
      '  explicit Basket(int limit) : limit_(limit) {',
      '  int size() const { return size_; }',
      '  std::vector<T> items_;',
      'Status Store::Ship(const Order& order, std::string* to) {',
    ],
    hidden: ['hidden_init', 'hidden_ship'],
  },
  {
    language: 'csharp',
    source: csharp,
    shown: [
      'using System;',
      '        public int Total { get; set; }',
      '        public Order(string name) : base(name)',
      '        [Logged]',
      '        public async Task<int> Ship(string to)',
    ],
    hidden: ['hiddenNames', 'HiddenShip'],
  },
  {
    language: 'ruby',
    source: ruby,
    shown: [
      "require 'json'",
      '    attr_reader :total',
      '    def initialize(name, total: 0)',
      '    def self.ship(to)',
    ],
    hidden: ['hidden_name', 'hidden_ship'],
  },
  {
    language: 'php',
    source: php,
    shown: [
      '/** What somebody wants. */',
      '    private int $total = 0;',
      '    public function __construct(private string $name)',
      '    public static function ship(string $to): int',
    ],
    hidden: ['hiddenName', 'hiddenShip'],
  },
  {
    language: 'bash',
    source: bash,
    shown: ['ship() {', 'function total {', 'ship "$@"'],
    hidden: ['hidden_ship', 'hidden_total'],
  },
  {
    language: 'css',
    source: css,
    shown: ['@import url("base.css");', '.order > .item:hover,', '#basket {'],
    hidden: ['hidden-color', 'hidden-margin'],
  },
  {
    language: 'kotlin',
    source: kotlin,
    shown: [
      'import kotlinx.coroutines.withContext',
      ' * What somebody wants.',
      '@Serializable',
      'data class Order(private val name: String, val total: Int = 0) : Base(name), Priced {',
      '  val label: String',
      '  private val handler: (Int) -> Unit = { limit ->',
      '  override suspend fun <T> List<T>.ship(to: String): Result<Int> = withContext(Dispatchers.IO) {',
      '  fun rate(kind: Kind) = when (kind) {',
      '    const val LIMIT = 10',
      '    @JvmStatic',
      '    fun of(name: String): Order {',
    ],
    hidden: ['hiddenShip', 'hiddenOf', 'Much more is said'],
    parsed: ['hiddenLabel', 'hiddenHandler', 'hiddenInit', 'HiddenKind', '7771'],
  },
  {
    language: 'swift',
    source: swift,
    shown: [
      'import Foundation',
      '/// What somebody wants.',
      'public final class Order<Item: Priced>: Base, Codable {',
      '  private let name: String',
      '  var label: String {',
      '  var total: Int {',
      '  lazy var shipper: Shipper = {',
      '  init(name: String) throws {',
      '  @objc func ship(to: String, after days: Int = 1) async throws -> Result<Int, Error> {',
      'extension Order: ModuleDefinition {',
    ],
    hidden: ['hiddenShip(', 'hiddenInit', 'Much more is said'],
    parsed: ['hiddenLabel', 'hiddenGet', 'hiddenSet', 'hiddenShipper', 'hiddenCall', '7771'],
  },
]
