/** Differences below this are ties: what separates them is the computer's rounding, not the subjects. */
const TIE = 1e-9

/** Places of totals, 1 for the highest; equal totals share the better place (1, 2, 2, 4). */
export function ranksOf(totals: ArrayLike<number>, into = new Int32Array(totals.length)): Int32Array {
  const order = Uint32Array.from({ length: totals.length }, (_, index) => index)
  return rankInto(totals, order, into)
}

/** The same with an order to start from, which is left sorted: repeated ranking of similar totals is quick. */
export function rankInto(totals: ArrayLike<number>, order: Uint32Array, into: Int32Array): Int32Array {
  const value = (index: number) => totals[index] ?? 0
  // Insertion beats a general sort here, because the order of the last draw is nearly right.
  for (let at = 1; at < order.length; at += 1) {
    const moved = order[at] ?? 0
    const own = value(moved)
    let to = at
    while (to > 0 && value(order[to - 1] ?? 0) < own) {
      order[to] = order[to - 1] ?? 0
      to -= 1
    }
    order[to] = moved
  }
  let place = 0
  let last = Number.POSITIVE_INFINITY
  for (let at = 0; at < order.length; at += 1) {
    const subject = order[at] ?? 0
    const own = value(subject)
    if (last - own > TIE) {
      place = at + 1
      last = own
    }
    into[subject] = place
  }
  return into
}
