import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Reader } from './site/reader.ts'
import { accessibilityFaults, leave, openSite, type Site, type VisitOptions } from './site/site.ts'

let site: Site

beforeAll(async () => {
  site = await openSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

async function visiting(options: VisitOptions, journey: (reader: Reader) => Promise<void>): Promise<void> {
  const page = await site.visit(options)
  try {
    await journey(new Reader(page))
  } finally {
    await leave(page)
  }
}

const EMPLOYMENT = '/explore/qingyuan/2017/employment_rate'

describe('a reader follows a figure', () => {
  test('from the front page to the employment rate, its change, formula, schools and cells', () =>
    visiting({}, async (reader) => {
      const { page } = reader
      await reader.opens('/')
      await reader.follows(/^全日制在校生数/)
      await page.waitForURL('**/explore/qingyuan/2017/enrolment_full_time')
      await reader.picks('换一个指标', '就业率')
      await page.waitForURL(`**${EMPLOYMENT}`)
      await page.getByRole('heading', { level: 1, name: '就业率' }).waitFor()
      await reader.card('清远市 2017 年就业率').getByText('就业人数 ÷ 毕业生数').waitFor()
      const card = await reader.reads(reader.card('清远市 2017 年就业率'))
      expect(card).toContain('98.90')
      expect(card).toContain('98.22%')
      expect(card.replace(/\s+/g, ' ')).toContain('上升 +0.68 个百分点')

      const trend = reader.figure('就业率比上年上升 0.68 个百分点')
      expect(await reader.tableOf(trend, '表')).toEqual([
        ['2016', '98.22', '—', '全部'],
        ['2017', '98.90', '上升 +0.68 个百分点', '全部'],
      ])
      const schools = await reader.tableOf(reader.figure(/^13 所学校中/), '表')
      expect(schools).toHaveLength(14)
      expect(schools[0]?.slice(0, 3)).toEqual(['清远市', '98.90', '98.22'])
      expect(page.url()).toContain('view=table')

      await page.getByRole('button', { name: '看就业人数的每个单元格' }).click()
      const cells = page.getByRole('table', { name: '就业人数背后的单元格' })
      await cells.getByRole('row').nth(13).waitFor()
      expect(await reader.reads(cells)).toContain('qy-huayue / 2017 / graduates / employed')
      expect(page.url()).toContain('open=employed.2017')
    }))

  test('what a colleague sent opens as it was sent', () =>
    visiting({}, async (reader) => {
      await reader.opens(`${EMPLOYMENT}?view=table&open=graduates.2017`)
      await reader.page.getByRole('table', { name: '毕业生数背后的单元格' }).waitFor()
      expect(
        await reader
          .figure(/^13 所学校中/)
          .getByRole('row')
          .count(),
      ).toBe(15)
    }))

  test('last year is one click away, with its own schools', () =>
    visiting({}, async (reader) => {
      await reader.opens(EMPLOYMENT)
      await reader.page.getByRole('navigation', { name: '年度' }).getByRole('link', { name: '2016' }).click()
      await reader.card('清远市 2016 年就业率').waitFor()
      expect(await reader.reads(reader.card('清远市 2016 年就业率'))).toContain('98.22')
      await reader.figure(/^14 所学校中/).waitFor()
    }))

  test('a school stands among the schools of its city, marked as synthetic', () =>
    visiting({}, async (reader) => {
      await reader.opens(`${EMPLOYMENT}?view=table`)
      await reader
        .figure(/^13 所学校中/)
        .getByRole('link', { name: '英德华粤艺术学校', exact: true })
        .click()
      await reader.page.waitForURL('**/explore/qy-huayue/2017/employment_rate**')
      await reader.figure(/^英德华粤艺术学校在 13 所学校中由高到低排第 \d+$/).waitFor()
      expect(await reader.reads(reader.page.locator('main'))).toContain('合成演示数据')
    }))

  test('the parts of the graduates are shown by every grouping of a code list', () =>
    visiting({}, async (reader) => {
      await reader.opens('/explore/qingyuan/2017/graduates')
      const parts = reader.figure(/^按毕业去向分/)
      const rows = await reader.tableOf(parts, '表')
      expect(rows[0]).toEqual(['机关和企事业单位', '8,482', '86.15%'])
    }))
})

describe('a reader takes the figures along', () => {
  test('as CSV that Excel opens, with every school and year', () =>
    visiting({}, async (reader) => {
      await reader.opens(EMPLOYMENT)
      const { name, bytes } = await reader.takes(
        reader.page.getByRole('main').getByRole('link', { name: '下载 CSV', exact: true }),
      )
      const lines = bytes.toString('utf8').split('\r\n')
      expect(name).toBe('清远市-就业率-2017.csv')
      expect(lines[0]?.startsWith('\uFEFF机构代码,机构,年度')).toBe(true)
      expect(lines).toContain('qingyuan,清远市,2017,employment_rate,就业率,98.90,%,已知,98.22,13,13,')
      // The head, the city and its 14 schools of 2016, the city and its 13 of 2017, the end of the last line.
      expect(lines).toHaveLength(31)
    }))

  test('as a workbook with values, origin and explanation', () =>
    visiting({}, async (reader) => {
      await reader.opens(EMPLOYMENT)
      const { bytes } = await reader.takes(reader.page.getByRole('link', { name: '下载 Excel' }))
      const { sheets } = await readXlsx(new Uint8Array(bytes))
      expect(sheets.map((sheet) => sheet.name)).toEqual(['数值', '由来', '说明'])
      expect(sheets[1]?.rows.map((row) => row[1])).toEqual(['指标', '就业率', '就业人数', '毕业生数'])
    }))

  test('as a picture that says what it shows and where it comes from', () =>
    visiting({ theme: 'dark' }, async (reader) => {
      await reader.opens(EMPLOYMENT)
      const figure = reader.figure(/^13 所学校中/)
      const svg = await reader.takes(figure.getByRole('button', { name: /下载图片 SVG/ }))
      const text = svg.bytes.toString('utf8')
      expect(text).toContain('来源：学校和市教育局报送的 2017 年数据')
      expect(text).toContain('清远市 98.90%')
      const png = await reader.takes(figure.getByRole('button', { name: /下载图片 PNG/ }))
      expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
      expect(png.bytes.readUInt32BE(16)).toBe(1920)
    }))
})

describe('a reader who goes wrong', () => {
  test('is told that a unit does not exist, with the code to quote, and can go on from the tree', () =>
    visiting({}, async (reader) => {
      await reader.opens('/explore/nowhere/2017/employment_rate')
      const alert = await reader.reads(reader.page.getByRole('alert'))
      expect(alert).toContain('nowhere')
      expect(alert).toContain('ORG-001')
      await reader.page.getByRole('link', { name: '全国' }).waitFor()
    }))

  test('finds a page that says so at an address that leads nowhere', () =>
    visiting({}, async (reader) => {
      await reader.opens('/no/such/page')
      expect(await reader.reads(reader.page.locator('main'))).toContain('没有这个页面')
    }))

  test('keeps the page when the server cannot be reached, and gets on when it answers again', () =>
    visiting({}, async (reader) => {
      const { page } = reader
      await reader.opens(EMPLOYMENT)
      await page.route('**/api/v1/**/enrolment_full_time', (route) => route.abort())
      await reader.picks('换一个指标', '全日制在校生数')
      await page.getByText('WEB-001').first().waitFor()
      await page.unroute('**/api/v1/**/enrolment_full_time')
      await page.getByRole('button', { name: '再试一次' }).first().click()
      await reader.card('清远市 2017 年全日制在校生数').waitFor()
    }))
})

describe('every reader', () => {
  const pages = ['/', '/explore/qingyuan/2017?find=就业', EMPLOYMENT, '/explore/qingyuan/2017/graduates']

  test.each([
    { theme: 'light', width: 1280, height: 800 },
    { theme: 'dark', width: 1280, height: 800 },
    { theme: 'light', width: 390, height: 844 },
  ] as const)(
    'meets no barrier that axe can find: $theme, $width wide',
    (options) =>
      visiting(options, async (reader) => {
        for (const address of pages) {
          await reader.opens(address === EMPLOYMENT ? `${address}?open=employed.2017` : address)
          await reader.page.waitForLoadState('networkidle')
          expect(await accessibilityFaults(reader.page), address).toEqual([])
        }
      }),
    180_000,
  )

  test(
    'meets no barrier in the picker',
    () =>
      visiting({}, async (reader) => {
        await reader.opens(EMPLOYMENT)
        await reader.page.getByRole('button', { name: '换一个指标' }).click()
        await reader.picker().getByRole('option').first().waitFor()
        expect(await accessibilityFaults(reader.page)).toEqual([])
      }),
    120_000,
  )

  test.each([390, 320, 1280, 1920])('scrolls in one direction only at %i pixels', (width) =>
    visiting({ width, height: 844 }, async (reader) => {
      for (const address of pages) {
        await reader.opens(address)
        await reader.page.waitForLoadState('networkidle')
        const beyond = await reader.reachBeyondTheWindow()
        expect(beyond, address).toBe(0)
      }
    }),
  )

  test('changes unit on a phone through the line on top', () =>
    visiting({ width: 390, height: 844 }, async (reader) => {
      await reader.opens(EMPLOYMENT)
      await reader.page.getByRole('button', { name: /清远市 · 2017 年/ }).click()
      await reader.page.getByRole('link', { name: '清远工贸职业技术学校' }).click()
      await reader.card('清远工贸职业技术学校 2017 年就业率').waitFor()
    }))

  test('reads everything in English, and the choice is kept', () =>
    visiting({}, async (reader) => {
      await reader.opens('/')
      await reader.page.getByRole('button', { name: 'English' }).click()
      await reader.page.getByRole('heading', { name: 'Every figure has its source' }).waitFor()
      await reader.opens(EMPLOYMENT)
      const card = reader.card('Qingyuan 2017: Employment rate')
      await card.getByText('Employed graduates ÷ Graduates').waitFor()
      expect(await reader.page.locator('html').getAttribute('lang')).toBe('en')
      await reader.page.waitForLoadState('networkidle')
      const text = await reader.reads(reader.page.locator('body'))
      // Names of documents are quoted as they are; the button to the other language names itself.
      const left = text.split('\n').filter((line) => /[\u4e00-\u9fff]/.test(line))
      expect(left.filter((line) => !line.startsWith('Source:') && line !== '中文')).toEqual([])
    }))

  test('walks the page with the keyboard: past the bar, to the year, to the value', () =>
    visiting({}, async (reader) => {
      const { page } = reader
      await reader.opens(EMPLOYMENT)
      await page.keyboard.press('Tab')
      expect(await reader.focused()).toBe('跳到正文')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      // The button carries the unit's code until its name has arrived.
      await expect.poll(() => reader.focused()).toBe('清远市 · 2017 年')
    }))
})
