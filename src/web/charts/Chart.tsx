import { useEffect, useRef, useState } from 'react'
import { useMode } from '../theme/mode.tsx'
import { palettes } from '../theme/tokens.ts'
import type { Drawing } from './engine.ts'
import type { Figure } from './figure.ts'

/** A figure's drawing. To those who do not see it, it is one picture with its words; the table says the rest. */
export function Chart({
  figure,
  onPick,
}: {
  readonly figure: Figure
  /** Called with the index of the datum that was clicked; the same way stands in the table as a link. */
  readonly onPick?: (index: number) => void
}) {
  const { mode } = useMode()
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [drawing, setDrawing] = useState<Drawing>()
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    const element = box.current
    if (!element) return
    let made: Drawing | undefined
    let isGone = false
    import('./engine.ts').then(({ draw }) => {
      if (isGone) return
      made = draw(element, element.clientWidth, 1)
      setDrawing(made)
    })
    return () => {
      isGone = true
      made?.dispose()
      setDrawing(undefined)
    }
  }, [])
  const height = figure.height(width)
  useEffect(() => {
    if (!drawing || width === 0) return
    drawing.resize(width, height)
    drawing.set(figure.option(palettes[mode], width))
  }, [drawing, figure, mode, width, height])
  useEffect(() => {
    if (drawing && onPick) drawing.onPick(onPick)
  }, [drawing, onPick])
  return (
    <div
      className={drawing ? 'chart' : 'chart chart--coming'}
      role="img"
      aria-label={figure.alt}
      style={{ height }}
      ref={box}
    />
  )
}
