import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { Reader } from './reader.ts'

/** Someone who works with the product, in the words of the work. */
export class Worker extends Reader {
  /** Presses a button of the page, and confirms what it asks. */
  async does(
    name: string,
    fill: Readonly<Record<string, string>> = {},
    submit: string = name,
  ): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name, exact: true }).click()
    await this.answers(submit, fill)
  }

  /** Fills in the dialog that stands over the page and sends it; waits until it has gone. */
  async answers(submit: string, fill: Readonly<Record<string, string>> = {}): Promise<void> {
    const dialog = this.dialog()
    for (const [label, value] of Object.entries(fill)) {
      const field = dialog.getByLabel(label, { exact: true })
      if ((await field.getByRole('option').count()) > 0) await field.selectOption(value)
      else await field.fill(value)
    }
    await dialog.getByRole('button', { name: submit, exact: true }).click()
    await expect.poll(() => this.standing(), { timeout: 20_000 }).toBe('')
  }

  /** What the dialog over the page says; nothing where there is none. */
  async standing(): Promise<string> {
    return (await this.dialog().allInnerTexts()).join('')
  }

  dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Marks every criterion with the keyboard alone: a digit picks, Enter goes on. */
  async marksAll(digitOf: (index: number) => number): Promise<number> {
    const pickers = this.page.locator('fieldset.marks')
    await pickers.first().waitFor()
    const count = await pickers.count()
    await pickers.first().locator('input').first().focus()
    for (let index = 0; index < count; index += 1) {
      await this.page.keyboard.press(String(digitOf(index)))
      await this.page.keyboard.press('Enter')
    }
    await this.page.getByText(/^已保存 /).waitFor()
    return count
  }
}

/** A file that is what its name says. */
export function pdf(name: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%演示\n') }
}

export function worker(page: Page): Worker {
  return new Worker(page)
}
