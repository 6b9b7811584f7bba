import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'

/** A member of the public with a browser, in the words of someone who reads figures. */
export class Reader {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async opens(address: string): Promise<void> {
    await this.page.goto(address)
    await this.page.locator('h1').first().waitFor()
  }

  /** Follows a link by its name. */
  async follows(name: string | RegExp): Promise<void> {
    await this.page.getByRole('link', { name }).first().click()
  }

  /** Picks an indicator with the keyboard: types, and takes the first that is found. */
  async picks(button: string, text: string): Promise<void> {
    await this.page.getByRole('button', { name: button }).press('Enter')
    const field = this.picker().getByRole('combobox')
    await field.fill(text)
    await this.picker().getByRole('option').first().waitFor()
    await field.press('Enter')
  }

  /** The panel in which indicators are picked. */
  picker(): Locator {
    return this.page.getByRole('dialog')
  }

  /** The text of a part of the page as it is laid out, with its line breaks. */
  reads(part: Locator): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: what is not laid out is not read
    return part.innerText()
  }

  /** How far the page reaches beyond the window's right edge, in pixels. */
  reachBeyondTheWindow(): Promise<number> {
    return this.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
  }

  /** The text of what holds the keyboard's focus. */
  focused(): Promise<string> {
    return this.page.evaluate<string>('document.activeElement.textContent')
  }

  /** The value card of a unit, year and quantity. */
  card(label: string): Locator {
    return this.page.getByRole('region', { name: label })
  }

  figure(title: string | RegExp): Locator {
    return this.page.getByRole('figure', { name: title })
  }

  /** The rows of a figure's table as texts, head left out. */
  async tableOf(figure: Locator, button: string): Promise<string[][]> {
    await figure.getByText(button, { exact: true }).click()
    await figure.getByRole('row').nth(1).waitFor()
    const rows = await figure.getByRole('row').all()
    const texts = await Promise.all(rows.slice(1).map((row) => row.locator('th, td').allInnerTexts()))
    return texts.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ').trim()))
  }

  /** What a click hands over as a file: its name and its bytes. */
  async takes(what: Locator): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), what.click()])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
}
