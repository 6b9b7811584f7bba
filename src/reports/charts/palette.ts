/*
 * Colours of charts, on paper and on screen. This year in the accent, last year lighter with the accent's outline;
 * parts in six hues that stay apart for readers who confuse red and green, each 3:1 and more against the page.
 */

export const chartColours = {
  ink: '#1c2530',
  muted: '#5b6672',
  rule: '#8a949e',
  this: '#1f5f8b',
  previous: '#b9d0e0',
  outline: '#4a7ea3',
  line: '#a04a1c',
  parts: ['#1f5f8b', '#b97a12', '#2f8577', '#9a4d8c', '#6b7780', '#a04a1c'],
  onPart: '#fffffe',
} as const

/** The same roles on a dark page. */
export const darkColours = {
  ink: '#e6e9ec',
  muted: '#a9b3bd',
  rule: '#737f8a',
  this: '#6fb1dd',
  previous: '#2d4d63',
  outline: '#7fa9c6',
  line: '#f0a273',
  parts: ['#6fb1dd', '#e2b04f', '#66bfae', '#cf94c4', '#a9b3bd', '#f0a273'],
  onPart: '#10161c',
} as const

type Role = Exclude<keyof typeof chartColours, 'parts'>
const roles = [
  'ink',
  'muted',
  'rule',
  'this',
  'previous',
  'outline',
  'line',
  'onPart',
] as const satisfies readonly Role[]

/** CSS custom properties of a palette: `--chart-ink: #1c2530; …`. */
export function paletteProperties(palette: typeof chartColours | typeof darkColours): string {
  const named = roles.map((role) => `--chart-${role}:${palette[role]}`)
  const parts = palette.parts.map((colour, index) => `--chart-part${index + 1}:${colour}`)
  return [...named, ...parts].join(';')
}

/** Lets an SVG drawn in the light colours follow the page's colour scheme. */
export function themed(svg: string): string {
  const names = new Map<string, string>()
  chartColours.parts.forEach((colour, index) => {
    names.set(colour, `part${index + 1}`)
  })
  for (const role of roles) names.set(chartColours[role], role)
  return svg.replace(/#[0-9a-f]{6}/g, (colour) => {
    const name = names.get(colour)
    return name === undefined ? colour : `var(--chart-${name},${colour})`
  })
}
