import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type PublishedMapping, parseMapping } from '../indicators/index.ts'

/** The published figures of a city and year with what each of them is, where demo/ has them. */
export function readPublished(city: string, year: number): PublishedMapping | undefined {
  const file = fileURLToPath(new URL(`../../demo/${city}/published-${year}.yaml`, import.meta.url))
  if (!/^[a-z-]+$/.test(city) || !existsSync(file)) return undefined
  return parseMapping(parse(readFileSync(file, 'utf8'), { schema: 'failsafe' }))
}
