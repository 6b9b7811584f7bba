/*
 * One ink, one accent, three greys, three signals. The style of the page and the theme of the components are both
 * made from this list. Contrast of text on `ground` and `paper` is at least 4.5 : 1 in both modes.
 */

export type Mode = 'light' | 'dark'

export interface Palette {
  /** Text and everything that carries meaning without judging it. */
  readonly ink: string
  /** Links, the main action, this year's series. */
  readonly accent: string
  /** Text on a filled accent. */
  readonly onAccent: string
  /** The accent as a wash behind what is chosen. */
  readonly accentWash: string
  /** Behind the page. */
  readonly ground: string
  /** Cards and tables. */
  readonly paper: string
  /** Grey one: hairlines and quiet borders. */
  readonly line: string
  /** Grey two: borders of controls, axes. */
  readonly edge: string
  /** Grey three: secondary text. */
  readonly muted: string
  /** Signals: error, needs explanation, done. Never without icon and word. */
  readonly error: string
  readonly errorWash: string
  readonly explain: string
  readonly explainWash: string
  readonly done: string
  readonly doneWash: string
  /** Last year beside this year. */
  readonly earlier: string
  /** At most six series, told apart with any colour vision; the same as in the reports. */
  readonly series: readonly [string, string, string, string, string, string]
}

export const palettes: Readonly<Record<Mode, Palette>> = {
  light: {
    ink: '#1b212c',
    accent: '#1f5f8b',
    onAccent: '#ffffff',
    accentWash: '#e7f0f7',
    ground: '#f5f6f8',
    paper: '#ffffff',
    line: '#e2e6eb',
    edge: '#8993a1',
    muted: '#58616f',
    error: '#b02a1f',
    errorWash: '#fbeeec',
    explain: '#855300',
    explainWash: '#fbf3e2',
    done: '#1c6b43',
    doneWash: '#e9f5ee',
    earlier: '#9dbfd8',
    series: ['#1f5f8b', '#b97a12', '#2f8577', '#9a4d8c', '#6b7780', '#a04a1c'],
  },
  dark: {
    ink: '#e8ebf0',
    accent: '#7fbbe4',
    onAccent: '#0d1620',
    accentWash: '#1c3247',
    ground: '#12151a',
    paper: '#1a1f26',
    line: '#2c333d',
    edge: '#6c7786',
    muted: '#a5afbd',
    error: '#f2938a',
    errorWash: '#3a211f',
    explain: '#e5b567',
    explainWash: '#362b18',
    done: '#7cc79c',
    doneWash: '#1b3226',
    earlier: '#3f6887',
    series: ['#6fb1dd', '#e2b04f', '#66bfae', '#cf94c4', '#a9b3bd', '#f0a273'],
  },
}

/* Unquoted, as these names may be: the chart library writes them into an attribute as they are. */
export const SANS =
  'Noto Sans SC, Source Han Sans SC, PingFang SC, HarmonyOS Sans SC, Microsoft YaHei, Noto Sans CJK SC, system-ui, sans-serif'
const SERIF = 'Noto Serif SC, Source Han Serif SC, Songti SC, Noto Serif CJK SC, STSong, SimSun, serif'

/** The list as custom properties: `--ink`, `--accent-wash`, `--series-1` … for light, dark and print. */
export function themeStyles(): string {
  const properties = (palette: Palette) =>
    Object.entries(palette)
      .flatMap(([name, value]) =>
        typeof value === 'string'
          ? [`--${kebab(name)}:${value}`]
          : (value as readonly string[]).map((colour, index) => `--series-${index + 1}:${colour}`),
      )
      .join(';')
  return [
    `:root{color-scheme:light;--sans:${SANS};--serif:${SERIF};${properties(palettes.light)}}`,
    `@media screen{:root[data-theme="dark"]{color-scheme:dark;${properties(palettes.dark)}}}`,
    'html{background:var(--ground);color:var(--ink)}',
  ].join('\n')
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
