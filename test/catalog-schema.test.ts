import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CATALOG_FOLDER, readCatalog } from '../src/catalog/files.ts'
import { kinds } from '../src/catalog/index.ts'
import { editorSchemas, SCHEMA_FOLDER } from '../tools/catalog-schema.ts'

test('the editor schemas are those of the code: node tools/catalog-schema.ts', () => {
  const schemas = editorSchemas()
  expect(readdirSync(SCHEMA_FOLDER).sort()).toEqual([...schemas.keys()].sort())
  for (const [file, text] of schemas) expect(readFileSync(join(SCHEMA_FOLDER, file), 'utf8'), file).toBe(text)
})

test('every file of definitions tells editors which schema is its own', () => {
  const files = readdirSync(CATALOG_FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  )
  const places = Object.entries(kinds)
  const wrong = files.filter((file) => {
    const kind = places.find(
      ([, { place }]) => file === place || (place.endsWith('/') && file.startsWith(place)),
    )
    if (!kind) return false
    const [first = ''] = readFileSync(join(CATALOG_FOLDER, file), 'utf8').split('\n')
    const named = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1]
    return (
      named === undefined ||
      !existsSync(join(CATALOG_FOLDER, file, '..', named)) ||
      !named.endsWith(`/${kind[0]}.json`)
    )
  })
  expect(wrong).toEqual([])
})

test('every register and every typed element stands on exactly one form', () => {
  const { catalog } = readCatalog()
  const sections = catalog.forms.every().flatMap((form) => form.sections)
  const registers = sections.flatMap((section) => section.registers)
  const elements = sections.flatMap((section) => section.elements)
  expect(registers.sort()).toEqual(
    catalog.registers
      .every()
      .map((register) => register.id)
      .sort(),
  )
  const typed = catalog.elements.every().filter((element) => element.collected)
  expect(elements.sort()).toEqual(typed.map((element) => element.id).sort())
})

test('a form of the school holds what the school keeps, and a form of the city what the city keeps', () => {
  const { catalog } = readCatalog()
  const misplaced = catalog.forms
    .every()
    .flatMap((form) =>
      form.sections.flatMap((section) =>
        section.registers.filter((id) => catalog.registers.versions(id).at(-1)?.kept_by !== form.by),
      ),
    )
  expect(misplaced).toEqual([])
})

test('every topic of an indicator has a name', () => {
  const { catalog } = readCatalog()
  const topics = new Set(catalog.codeLists.get('indicator_topics')?.codes.map((topic) => topic.code))
  expect(catalog.indicators.every().filter((indicator) => !topics.has(indicator.topic))).toEqual([])
})

test('a share names its base', () => {
  const { catalog } = readCatalog()
  const shares = catalog.indicators.every().filter((indicator) => indicator.unit === 'percent')
  expect(shares.filter((indicator) => !indicator.base).map((indicator) => indicator.id)).toEqual([])
})

test('the catalog has what the work needs: the minima of the first release', () => {
  const { catalog } = readCatalog()
  const rowChecks = catalog.registers.every().flatMap((register) => register.checks)
  const checks = [...catalog.checks.every(), ...rowChecks]
  expect(catalog.indicators.every().length).toBeGreaterThanOrEqual(80)
  expect(checks.length).toBeGreaterThanOrEqual(120)
  expect(new Set(checks.map((check) => check.level))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
})
