import { expect, test } from 'vitest'
import { parse } from 'yaml'

/*
 * Every text a screen asks for exists in both languages, and none is kept that no screen asks for. Keys that are put
 * together (`t(`state.${…}`)`) stand for all that begin like them.
 */

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '../../app/explore*.ts', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const files = import.meta.glob<string>('../../../catalog/messages/screens.*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const topics = import.meta.glob<string>('../../../catalog/indicators/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const texts = (language: string): Record<string, string> => {
  const file = Object.entries(files).find(([path]) => path.endsWith(`screens.${language}.yaml`))
  return parse(file?.[1] ?? '') as Record<string, string>
}
const zh = texts('zh')
const en = texts('en')
const code = Object.values(sources).join('\n')

/** Not a text: the names under which a browser keeps the reader's choices. */
const STORED = 'vetted.'

/** Keys and beginnings of keys in quotes: 'home.motto', `state.${…}`, ['table.org', 34]. */
const asked = [...code.matchAll(/['`]([A-Za-z]+(?:[.-][A-Za-z0-9_]+)*\.?)(\$\{[^`]*)?['`]/g)].map(
  ([, key = '', rest]) => ({ key, isBeginning: rest !== undefined }),
)
const whole = new Set(asked.filter(({ isBeginning }) => !isBeginning).map(({ key }) => key))
const beginnings = asked
  .filter(({ isBeginning, key }) => isBeginning && key.endsWith('.') && key !== STORED)
  .map(({ key }) => key)
const called = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key = '']) => key)

test('the catalog has screen texts, and the sources ask for them', () => {
  expect(Object.keys(zh).length).toBeGreaterThan(150)
  expect(called.length).toBeGreaterThan(100)
})

test('both languages have the same keys', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
})

test('every text that a screen asks for by its full key exists', () => {
  expect(called.filter((key) => !(key in zh))).toEqual([])
})

test('every beginning that a screen asks for leads to a text', () => {
  const empty = beginnings.filter((start) => !Object.keys(zh).some((key) => key.startsWith(start)))
  expect(empty).toEqual([])
})

test('no text is kept that nothing asks for', () => {
  const unused = Object.keys(zh).filter(
    (key) => !whole.has(key) && !beginnings.some((start) => key.startsWith(start)),
  )
  expect(unused).toEqual([])
})

test('a text has the same {places} in both languages', () => {
  const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()
  const differing = Object.keys(zh).filter(
    (key) => JSON.stringify(places(zh[key] ?? '')) !== JSON.stringify(places(en[key] ?? '')),
  )
  expect(differing).toEqual([])
})

test('every topic of an indicator has a name', () => {
  const used = Object.values(topics).flatMap((text) =>
    [...text.matchAll(/^ {2}topic: (\w+)$/gm)].map(([, topic = '']) => topic),
  )
  expect(used.length).toBeGreaterThan(80)
  expect([...new Set(used)].filter((topic) => !(`topic.${topic}` in zh))).toEqual([])
})
