/** What a shop's interface might answer: much of it alike. */
export const orders = Array.from({ length: 240 }, (_, at) => ({
  id: 1000 + at,
  customer: `customer-${(at * 37) % 91}@example.com`,
  state: at === 77 ? 'failed' : 'delivered',
  // Only a look at the whole row tells.
  note: at === 77 ? 'card declined: limit of 500 EUR' : `left with neighbour ${(at * 13) % 29}`,
  total: ((at * 7919) % 50_000) / 100,
}))
