import { palettes, SANS } from '../theme/tokens.ts'
import type { Figure } from './figure.ts'
import { ems } from './look.ts'

/*
 * A figure as a picture to take away: with its title, measure and foot, on white, whatever the screen shows. A chart
 * without its source is not ours any more.
 */

const WIDTH = 960
const MARGIN = 32

/** The figure as an SVG document. */
export async function svgPicture(figure: Figure): Promise<string> {
  const { svgOf } = await import('./engine.ts')
  const palette = palettes.light
  const inner = WIDTH - 2 * MARGIN
  const chartHeight = figure.height(inner)
  const lines: string[] = []
  let y = MARGIN
  const write = (text: string, size: number, colour: string, weight = 400) => {
    for (const line of wrapped(text, inner / size)) {
      y += size * 1.4
      lines.push(
        `<text x="${MARGIN}" y="${Math.round(y)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(line)}</text>`,
      )
    }
  }
  write(figure.title, 22, palette.ink, 600)
  write(figure.subtitle, 14, palette.muted)
  y += 16
  const chart = svgOf(figure.option(palette, inner), inner, chartHeight)
  lines.push(`<g transform="translate(${MARGIN} ${Math.round(y)})">${chart}</g>`)
  y += chartHeight + 4
  write(figure.foot, 12, palette.muted)
  const height = Math.round(y + MARGIN)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escaped(SANS)}" role="img">`,
    `<title>${escaped(figure.title)}</title><desc>${escaped(figure.alt)}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="${palette.paper}"/>`,
    ...lines,
    '</svg>',
  ].join('\n')
}

/** The figure as a PNG at twice its size, sharp in a document. */
export async function pngPicture(figure: Figure): Promise<Blob> {
  const svg = await svgPicture(figure)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * 2
  canvas.height = image.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))))
  })
}

/** Hands a file to the reader. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Breaks a text into lines of at most so many ems: after any Chinese character, else at blanks. */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
    if (line !== '' && ems(line + piece.trimEnd()) > most) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
