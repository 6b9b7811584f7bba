import { type Palette, SANS } from '../theme/tokens.ts'

/** What all charts share: no motion that delays reading, our type, hairlines. */
export function common(palette: Palette) {
  return {
    animation: false,
    textStyle: { fontFamily: SANS, color: palette.ink, fontSize: 13 },
  } as const
}

export function axisLabel(palette: Palette) {
  return { color: palette.muted, fontFamily: SANS, fontSize: 12 } as const
}

export function dataLabel(palette: Palette) {
  return { color: palette.ink, fontFamily: SANS, fontSize: 13, fontWeight: 500 } as const
}

/** A line across the plot with its words: the city's value, a standard. */
export function referenceLine(palette: Palette, kind: 'whole' | 'standard') {
  const colour = kind === 'whole' ? palette.ink : palette.explain
  return {
    lineStyle: {
      color: colour,
      width: 1.5,
      type: kind === 'whole' ? ('dashed' as const) : ('solid' as const),
    },
    label: { color: colour, fontFamily: SANS, fontSize: 12, distance: 6 },
  } as const
}

/** Rough width of a text in ems: a Chinese character is one, a Latin letter a little more than half. */
export function ems(text: string): number {
  let width = 0
  for (const character of text) width += character.charCodeAt(0) > 0x2e80 ? 1 : 0.6
  return width
}
