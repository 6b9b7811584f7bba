import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Reader } from './site/reader.ts'
import { accessibilityFaults, leave, openSite, type Site } from './site/site.ts'
import { sampleDocx } from './verify-report.ts'

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

let site: Site

beforeAll(async () => {
  site = await openSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

test('an officer drops a report, follows a finding to its numbers, and takes the Word file with comments', async () => {
  const page = await site.visit({})
  try {
    const reader = new Reader(page)
    await reader.opens('/')
    await reader.follows('核对文稿')
    await page.getByRole('heading', { level: 1, name: '核对文稿' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])

    const field = page.getByLabel('选择文件', { exact: true })
    await field.setInputFiles({
      name: '旧表.xls',
      mimeType: 'application/vnd.ms-excel',
      buffer: Buffer.from('x'),
    })
    await page.getByText('「旧表.xls」不是可核对的文件类型').waitFor()
    await page.getByRole('button', { name: '换一份文件' }).click()

    await field.setInputFiles({ name: '样稿.docx', mimeType: WORD, buffer: await sampleDocx() })
    await page.getByRole('heading', { level: 1, name: '样稿.docx' }).waitFor()
    const coverage = page.getByRole('region', { name: '核对了多少' })
    await coverage.getByText('文中共有 22 个数，22 个已归类').waitFor()

    const text = page.getByRole('article', { name: '原文' })
    await text.getByRole('link', { name: '84.69%' }).click()
    const claims = page.getByRole('region', { name: '核对结果' })
    await claims.getByText('1613 ÷ 1865 × 100', { exact: true }).waitFor()
    expect(await reader.reads(claims)).toContain('86.49')
    await claims.getByRole('button', { name: /^1865/ }).click()
    expect(await reader.focused()).toContain('1865')

    const consistent = claims.getByRole('checkbox', { name: /^相符/ })
    const before = await claims.getByRole('listitem').count()
    await consistent.check()
    expect(await claims.getByRole('listitem').count()).toBeGreaterThan(before)
    expect(await accessibilityFaults(page)).toEqual([])

    const word = await reader.takes(page.getByRole('button', { name: '下载带批注的 Word' }))
    expect(word.name).toBe('样稿.docx')
    const comments = new TextDecoder().decode(unzipSync(word.bytes)['word/comments.xml'])
    expect(comments).toContain('1613 ÷ 1865')
    const marked = await reader.takes(page.getByRole('button', { name: '下载标注网页' }))
    expect(marked.bytes.toString('utf8')).toContain('核对结果：样稿.docx')

    await page.setViewportSize({ width: 390, height: 844 })
    expect(await reader.reachBeyondTheWindow()).toBe(0)
  } finally {
    await leave(page)
  }
})
