import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { fontFiles } from '../../src/reports/pdf/fonts.ts'

/** A browser of the machine's own, in the order in which it is looked for. */
const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Starts a Chromium for tests: the one that CHROME or PLAYWRIGHT_CHROMIUM names, the machine's own, or the one that
 * comes from npm. Where the machine has no Chinese font, the report's own fonts are lent to it.
 */
export async function launchChromium(): Promise<Browser> {
  const named = process.env.CHROME ?? process.env.PLAYWRIGHT_CHROMIUM
  const own = [named, ...usual].find((path) => path !== undefined && existsSync(path))
  const env = { ...process.env, ...lentFonts() } as Record<string, string>
  const timeout = 60_000
  if (own !== undefined) {
    return chromium.launch({ executablePath: own, args: ['--no-sandbox', '--lang=zh-CN'], env, timeout })
  }
  const { default: packed } = await import('@sparticuz/chromium')
  const executablePath = await packed.executablePath()
  // The packed browser brings libraries for bare machines and says where by the environment.
  const libraries = process.env.LD_LIBRARY_PATH
  if (libraries !== undefined) env.LD_LIBRARY_PATH = libraries
  // Its own list of arguments is for one page in one process, which a second page would end.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=zh-CN']
  return chromium.launch({ executablePath, args, env, headless: true, timeout })
}

/** A fontconfig file that names the npm fonts, where the machine itself has nothing Chinese to show. */
function lentFonts(): Record<string, string> {
  if (process.platform !== 'linux' || hasChineseFont()) return {}
  const folder = join(tmpdir(), `vetted-fonts-${process.getuid?.() ?? 0}`)
  const file = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  const folders = [...new Set(fontFiles().map((font) => dirname(font)))]
  const alias = (family: string, prefer: string) =>
    `<alias><family>${family}</family><prefer><family>${prefer}</family></prefer></alias>`
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((path) => `<dir>${path}</dir>`).join('\n')}
<dir>/usr/share/fonts</dir>
<cachedir>${join(folder, 'cache')}</cachedir>
${alias('sans-serif', 'Noto Sans SC')}${alias('serif', 'Noto Serif SC')}
</fontconfig>
`,
  )
  return { FONTCONFIG_FILE: file }
}

/** A serif and a sans that set Chinese as readers have them; a fallback face alone would not show the page as it is. */
function hasChineseFont(): boolean {
  try {
    const families = execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
    return /(Noto|Source Han) Serif (CJK )?(SC|CN)|Songti|SimSun/.test(families)
  } catch {
    return false
  }
}
