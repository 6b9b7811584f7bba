/**
 * Numbers from 0 up to 1 that a seed determines (sfc32 over a hash of the seed's text). The same seed gives the same
 * numbers on every machine and in every year: a draw can be done again by whoever doubts it.
 */
export function seededRandom(seed: string): () => number {
  let [a, b, c, d] = hash128(seed)
  const next = (): number => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  // The first numbers still show the seed.
  for (let i = 0; i < 12; i += 1) next()
  return next
}

/** Members in an order that the numbers determine (Fisher and Yates). */
export function shuffled<T>(members: readonly T[], random: () => number): T[] {
  const result = [...members]
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const held = result[last]
    const chosen = result[other]
    if (held === undefined || chosen === undefined) continue
    result[last] = chosen
    result[other] = held
  }
  return result
}

/** Four 32-bit words of a text (cyrb128). */
function hash128(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762]
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ code, 597399067)
    b = c ^ Math.imul(b ^ code, 2869860233)
    c = d ^ Math.imul(c ^ code, 951274213)
    d = a ^ Math.imul(d ^ code, 2716044179)
  }
  a = Math.imul(c ^ (a >>> 18), 597399067)
  b = Math.imul(d ^ (b >>> 22), 2869860233)
  c = Math.imul(a ^ (c >>> 17), 951274213)
  d = Math.imul(b ^ (d >>> 19), 2716044179)
  a ^= b ^ c ^ d
  return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0]
}
