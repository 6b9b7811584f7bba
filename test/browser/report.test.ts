import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildReport } from '../../src/reports/index.ts'
import { renderReport } from '../../src/reports/node.ts'
import { demonstrationWorld } from '../reports/demonstration-world.ts'
import { launchChromium } from './chromium.ts'

let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'vetted-report-'))
const address = pathToFileURL(join(folder, 'report.html')).href

beforeAll(async () => {
  const world = demonstrationWorld()
  const report = buildReport(world, world.template('city'), world.unit('qingyuan'), 2017)
  writeFileSync(join(folder, 'report.html'), (await renderReport(report, 'html')).bytes)
  browser = await launchChromium()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function reader<T>(options: BrowserContextOptions, reads: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'zh-CN', ...options })
  try {
    const page = await context.newPage()
    await page.goto(address)
    return await reads(page)
  } finally {
    await context.close()
  }
}

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

async function faultsOn(page: Page, parts: readonly string[]): Promise<string[]> {
  // The annex repeats one pattern some hundreds of times: its first thirty entries speak for the rest.
  const axe = new AxeBuilder({ page }).withTags(rules).exclude('.entry:nth-of-type(n+31)')
  for (const part of parts) axe.include(part)
  const { violations } = await axe.analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .slice(0, 3)
        .join(' | ')}`,
  )
}

test.each([
  ['on a wide screen', { viewport: desktop, colorScheme: 'light' }],
  ['in the dark', { viewport: desktop, colorScheme: 'dark' }],
  ['on a phone', { viewport: phone, colorScheme: 'light' }],
] as const)(
  'the report has no accessibility fault %s',
  async (_, options) => {
    expect(await reader(options, (page) => faultsOn(page, []))).toEqual([])
  },
  240_000,
)

test('the story of a figure has no accessibility fault', async () => {
  const faults = await reader({ viewport: desktop }, async (page) => {
    await page.getByRole('link', { name: '98.90%' }).first().click()
    return faultsOn(page, ['.story'])
  })
  expect(faults).toEqual([])
}, 240_000)

test('at 400 % zoom nothing has to be scrolled sideways', async () => {
  const [content, screen] = await reader({ viewport: { width: 320, height: 256 } }, (page) =>
    page.evaluate<number[]>('[document.documentElement.scrollWidth, document.documentElement.clientWidth]'),
  )
  expect(content).toBe(screen)
})

test('without a script a figure leads to its story', async () => {
  const story = await reader({ viewport: desktop, javaScriptEnabled: false }, async (page) => {
    await page.getByRole('link', { name: '11148人' }).first().click()
    const entry = page.locator('.entry:target')
    expect(await entry.isVisible()).toBe(true)
    return entry.textContent()
  })
  expect(story).toContain('招生数')
  expect(story).toContain('背后的学校')
})

test('with a script the story opens beside the text, by keyboard, and gives the place back', async () => {
  await reader({ viewport: desktop }, async (page) => {
    const figure = page.getByRole('link', { name: '98.90%' }).first()
    await figure.focus()
    await page.keyboard.press('Enter')
    const story = page.getByRole('complementary', { name: '附件　报告数字的来历' })
    expect(await story.textContent()).toContain('就业人数 ÷ 毕业生数')
    expect(await story.getByRole('table').last().textContent()).toContain('清远工贸职业技术学校')
    await page.keyboard.press('Escape')
    expect(await story.isVisible()).toBe(false)
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('98.90%')
  })
})

test('the contents show the place one is in', async () => {
  await reader({ viewport: desktop }, async (page) => {
    await page.locator('#c5').scrollIntoViewIfNeeded()
    await page.getByRole('navigation', { name: '目录' }).getByRole('link', { name: '（二）社会服务' }).click()
    await page.waitForFunction("document.querySelector('[aria-current]')?.textContent === '（二）社会服务'")
  })
})

test('every chart has its values in a table', async () => {
  await reader({ viewport: desktop }, async (page) => {
    const chart = page.locator('#chart-1')
    await chart.getByText('数据表').click()
    expect(await chart.getByRole('table').textContent()).toContain('2016年118432017年11148')
  })
})

test('on paper the contents, the buttons and the panel stay away', async () => {
  await reader({ viewport: desktop }, async (page) => {
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: '目录' }).isVisible()).toBe(false)
    expect(await page.getByText('下载图片（SVG）').first().isVisible()).toBe(false)
    expect(await page.getByRole('heading', { name: '一、基本情况' }).isVisible()).toBe(true)
  })
})
