import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { preparedData } from '../../../test/browser/site/site.ts'
import { type AppContext, closeApp, openApp } from '../../app/index.ts'
import { api } from '../api.ts'
import { problem } from '../contract.ts'
import { breakdown, comparison, quantity, series, story, unitValues } from '../contract-explore.ts'

let app: AppContext

beforeAll(async () => {
  app = await openApp({ dataFolder: await preparedData() })
}, 600_000)

afterAll(async () => {
  if (app) await closeApp(app)
})

/** The document at an address, held to the shape that the contract promises. */
async function read<T>(address: string, schema: z.ZodType<T>): Promise<T> {
  const response = await api(app).request(address)
  expect(response.status).toBe(200)
  return schema.parse(await response.json())
}

async function refused(address: string): Promise<{ status: number; code: string }> {
  const response = await api(app).request(address)
  return { status: response.status, code: problem.parse(await response.json()).code }
}

const city = '/orgs/qingyuan/years/2017'

describe('what the API answers has the shape it promises', () => {
  test('quantities: indicators first, each under a named topic', async () => {
    const all = await read('/years/2017/quantities', quantity.array())
    expect(all[0]?.kind).toBe('indicator')
    expect(all.at(-1)?.kind).toBe('element')
    expect(all.filter(({ topic }) => topic.name.zh.startsWith('topic.'))).toEqual([])
  })

  test('values: those asked for, in the order asked for', async () => {
    const { values } = await read(`${city}/values?ids=graduates,employment_rate`, unitValues)
    expect(values.map(({ id, printed }) => [id, printed])).toEqual([
      ['graduates', '9846'],
      ['employment_rate', '98.90'],
    ])
  })

  test('values: all, where none is named', async () => {
    const { values } = await read(`${city}/values`, unitValues)
    const all = await read('/years/2017/quantities', quantity.array())
    expect(values.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  })

  test('series: one point per year with data, oldest first', async () => {
    const { points } = await read(`${city}/series/employment_rate`, series)
    expect(points.map(({ year, value }) => [year, value.printed])).toEqual([
      [2016, '98.22'],
      [2017, '98.90'],
    ])
  })

  test('comparison: the school that closed in 2016 stands in 2016 and not in 2017', async () => {
    const before = await read('/orgs/qingyuan/years/2016/comparison/enrolment_full_time', comparison)
    const now = await read(`${city}/comparison/enrolment_full_time`, comparison)
    expect([before.units.length, now.units.length]).toEqual([14, 13])
  })

  test('comparison: the schools’ values add up to the city’s', async () => {
    const { whole, units } = await read(`${city}/comparison/enrolment_full_time`, comparison)
    const sum = units.reduce((total, unit) => total + Number(unit.value.value), 0)
    expect([whole.value.value, sum]).toEqual(['30930', 30930])
  })

  test('comparison: a school is compared with the schools of its city, a province by its cities', async () => {
    const school = await read('/orgs/qy-gongmao/years/2017/comparison/employment_rate', comparison)
    expect([school.whole.org.code, school.units.length]).toEqual(['qingyuan', 13])
    const nation = await read('/orgs/china/years/2017/comparison/employment_rate', comparison)
    expect(nation.units.map(({ org }) => org.level)).toEqual(['city', 'city'])
  })

  test('comparison: a standard of the catalog is asked of each school', async () => {
    const { standards } = await read(`${city}/comparison/books_per_student`, comparison)
    expect(standards[0]?.bounds.map(({ printed }) => printed)).toEqual(['30'])
    expect(standards[0]?.verdicts).toHaveLength(13)
  })

  test('breakdown: the parts by destination add up to the graduates', async () => {
    const { groupings } = await read(`${city}/breakdowns/graduates`, breakdown)
    const parts = groupings.find(({ dimension }) => dimension === 'destination')?.parts ?? []
    expect(parts.reduce((sum, part) => sum + Number(part.value), 0)).toBe(9846)
  })

  test('breakdown: groupings that would name enterprises are not among them', async () => {
    const all = await read('/years/2017/quantities', quantity.array())
    for (const { id } of all.filter(({ kind }) => kind === 'element')) {
      const element = app.catalog.elements.inForce(id, 2017)
      const closed = element?.breakdowns.filter(({ codelist }) => codelist !== undefined) ?? []
      if (element && closed.length < element.breakdowns.length) {
        const { groupings } = await read(`${city}/breakdowns/${id}`, breakdown)
        const shown = groupings.map(({ dimension }) => dimension)
        expect(closed.map(({ dimension }) => dimension)).toEqual(expect.arrayContaining(shown))
      }
    }
  })

  test('story: every element of the trace has the place where it was handed in', async () => {
    const { trace, origins } = await read(`${city}/stories/employment_rate`, story)
    expect(trace.inputs.map(({ name, printed }) => [name, printed])).toEqual([
      ['employed', '9738'],
      ['graduates', '9846'],
    ])
    expect(origins.employed?.register?.id).toBe('graduates')
  })
})

describe('what the API refuses', () => {
  test.each([
    ['/orgs/nowhere/years/2017/values', 404, 'ORG-001'],
    ['/orgs/qingyuan/years/1999/values', 404, 'ORG-002'],
    [`${city}/comparison/no_such_thing`, 404, 'IND-001'],
    [`${city}/values?ids=employment_rate,no_such_thing`, 404, 'IND-001'],
    [`${city}/breakdowns/employment_rate`, 404, 'IND-001'],
    [`${city}/tables/employment_rate?table=parts`, 404, 'APP-004'],
    [`${city}/tables/employment_rate?format=doc`, 400, 'APP-002'],
    ['/orgs/qingyuan/years/17/values', 400, 'APP-002'],
    ['/no/such/address', 404, 'APP-003'],
  ])('%s: %i %s', async (address, status, code) => {
    expect(await refused(address)).toEqual({ status, code })
  })
})

describe('a file to take away', () => {
  test('is named in the reader’s language, with a plain name for old programs', async () => {
    const response = await api(app).request(`${city}/tables/employment_rate?lang=zh`)
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="_-_-2017.csv"; filename*=UTF-8''${encodeURIComponent('清远市-就业率-2017.csv')}`,
    )
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  })

  test('twice the same', async () => {
    const address = `${city}/tables/graduates?table=parts&lang=en`
    const texts = await Promise.all([1, 2].map(async () => (await api(app).request(address)).text()))
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).toContain('Unit code,Unit,Year')
  })
})
