import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import {
  type AppContext,
  closeApp,
  demonstrationAccounts,
  isLoaded,
  loadDemonstration,
  openApp,
} from '../../../src/app/index.ts'
import { demonstration } from '../../../src/demo/index.ts'
import { httpApp, listen } from '../../../src/http/index.ts'
import { launchChromium } from '../chromium.ts'
import { prepared } from './prepared.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const VITE = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url))

/** The product as a reader meets it: a real server over a real database with the demonstration, a real browser. */
export interface Site {
  readonly url: string
  visit(options?: VisitOptions): Promise<Page>
  close(): Promise<void>
}

export interface VisitOptions {
  readonly width?: number
  readonly height?: number
  readonly language?: 'zh' | 'en'
  readonly theme?: 'light' | 'dark'
}

/** Opens the site over demonstration data that tests only read. A test that writes opens an application of its own. */
export async function openSite(): Promise<Site> {
  const browser = await launchChromium()
  const web = await preparedWeb()
  const app = await openApp({ dataFolder: await preparedData() })
  const server = await listen(httpApp(app, web), 0)
  const url = `http://127.0.0.1:${server.port}`
  return {
    url,
    visit: (options) => newVisit(browser, url, options),
    close: async () => {
      await browser.close()
      await server.close()
      await closeApp(app)
    },
  }
}

/** A site of a test's own, in which people of the demonstration work. */
export interface OwnSite extends Site {
  readonly app: AppContext
  /** Opens a page for someone of the demonstration, signed in; nobody where no name is given. */
  enter(username: string, options?: VisitOptions): Promise<Page>
}

/** Opens a site over a copy of the demonstration data, with the demonstration's accounts, by a clock of the test. */
export async function openOwnSite(clock?: () => Date): Promise<OwnSite> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-own-'))
  copyFolder(await preparedData(), folder)
  const app = await openApp({ dataFolder: folder }, clock)
  const [account] = await demonstrationAccounts(app)
  const site = await openSiteOver(app, account?.password ?? '')
  return {
    ...site,
    close: async () => {
      await site.close()
      await closeApp(app)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Opens a site over an application of a test's own, whose accounts share a password. The application stays open. */
export async function openSiteOver(app: AppContext, password: string): Promise<OwnSite> {
  const browser = await launchChromium()
  const web = await preparedWeb()
  const server = await listen(httpApp(app, web), 0)
  const url = `http://127.0.0.1:${server.port}`
  const visit = (options?: VisitOptions) => newVisit(browser, url, options)
  return {
    url,
    app,
    visit,
    enter: async (username, options) => {
      const page = await visit(options)
      await page.goto('/sign-in')
      await page.getByLabel('用户名').fill(username)
      await page.getByLabel('密码').fill(password)
      await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click()
      await page.getByRole('button', { name: '退出' }).waitFor()
      return page
    },
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** Copies a data folder with the owners of its files: the database's belong to an account of their own under root. */
export function copyFolder(from: string, to: string): void {
  if (process.platform === 'win32') cpSync(from, to, { recursive: true })
  else execFileSync('cp', ['-a', `${from}/.`, to])
}

/** The web as `npm start` builds it. */
function preparedWeb(): Promise<string> {
  const sources = [
    'src/{web,http,kernel}/**/*',
    'catalog/messages/screens.*',
    'vite.config.ts',
    'package-lock.json',
    'test/browser/site/site.ts',
  ]
  return prepared('web', sources, async (folder) => {
    // In a process of its own: the test runner's environment would make it a build for development.
    const env = { ...process.env, NODE_ENV: 'production' }
    execFileSync(process.execPath, [VITE, 'build', '--logLevel', 'error', '--outDir', folder], {
      cwd: ROOT,
      env,
    })
  })
}

/** A data folder with the demonstration in it. */
export function preparedData(): Promise<string> {
  const sources = [
    'src/{store,demo,indicators,formula,kernel,catalog}/**/*',
    'src/app/{load-demonstration,accept-return}.ts',
    'catalog/{codelists,registers,elements,demo}/**/*',
    'catalog/*.yaml',
  ]
  return prepared('data', sources, async (folder) => {
    const app = await openApp({ dataFolder: folder })
    try {
      const world = demonstration()
      if (!(await isLoaded(app, world))) await loadDemonstration(app, world)
    } finally {
      await closeApp(app)
    }
  })
}

const contexts = new WeakMap<Page, BrowserContext>()

async function newVisit(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, language = 'zh', theme = 'light' }: VisitOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale: 'zh-CN',
    acceptDownloads: true,
  })
  await context.addInitScript(
    ([mode, spoken]) => {
      if (localStorage.getItem('vetted.theme') === null) localStorage.setItem('vetted.theme', mode)
      if (localStorage.getItem('vetted.language') === null) localStorage.setItem('vetted.language', spoken)
    },
    [theme, language] as const,
  )
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  contexts.set(page, context)
  return page
}

export async function leave(page: Page): Promise<void> {
  await contexts.get(page)?.close()
}

/** Every rule of WCAG 2.2 AA that axe knows, over the whole page; one line per violation. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Colours on their way from one theme to the other are nobody's: what is judged is the page at rest.
  await page.evaluate(
    `Promise.race([
      Promise.allSettled(document.getAnimations().map((animation) => animation.finished)).then(() => 0),
      new Promise((resolve) => setTimeout(resolve, 1000, 0)),
    ])`,
  )
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}
