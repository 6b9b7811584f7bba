import type { Quantity } from '../../read/quantities.ts'
import { wordsBefore } from '../context.ts'

const times = new WeakMap<Quantity, number>()

/** 「数学组、语文组各8人」, 「C校和D校均为4人」: how often a number counts, once for each name that shares it. */
export function timesOf(quantity: Quantity): number {
  const known = times.get(quantity)
  if (known !== undefined) return known
  const count = countNames(quantity)
  times.set(quantity, count)
  return count
}

function countNames(quantity: Quantity): number {
  const words = wordsBefore(quantity).replace(/\([^()]*\)/g, '')
  const names = /(?:^|[,;:\d]\S?)([^,;:\d]+?)(?:各有?|均[为是有]|都[是有]|皆[为是])(?:分别)?$/.exec(
    words,
  )?.[1]
  // 「各2所」 without names, 「三校各2所」: how many is not said, or said elsewhere.
  return names === undefined
    ? 1
    : names.split(/[、和与及]|以及/).filter((name) => name.length >= 2).length || 1
}
