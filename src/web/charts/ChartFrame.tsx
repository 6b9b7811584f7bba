import { Button, Segmented } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Chart } from './Chart.tsx'
import { FigureTableView } from './FigureTableView.tsx'
import type { Figure } from './figure.ts'
import { pngPicture, save, svgPicture } from './picture.ts'

export type ChartView = 'chart' | 'table'

/** A figure on a page: the finding on top, the measure, chart or table, what to take away, the source at the foot. */
export function ChartFrame({
  figure,
  name,
  csv,
  view,
  onView,
  onPick,
  note,
}: {
  readonly figure: Figure
  /** File name of downloads, without ending. */
  readonly name: string
  /** Address of the figure's numbers as CSV. */
  readonly csv?: string
  /** Chart or table, where the page keeps that in its address; else the figure keeps it itself. */
  readonly view?: ChartView
  readonly onView?: (view: ChartView) => void
  readonly onPick?: (index: number) => void
  readonly note?: ReactNode
}) {
  const { t } = useSpeech()
  const [ownView, setOwnView] = useState<ChartView>('chart')
  const title = useId()
  const shown = view ?? ownView
  return (
    <figure className="figure" aria-labelledby={title}>
      <figcaption className="figure__head">
        <h2 className="figure__title" id={title}>
          {figure.title}
        </h2>
        <p className="figure__subtitle">{figure.subtitle}</p>
      </figcaption>
      <div className="figure__tools">
        <Segmented<ChartView>
          aria-label={t('figure.view')}
          name={title}
          value={shown}
          onChange={onView ?? setOwnView}
          options={[
            { value: 'chart', label: t('figure.chart') },
            { value: 'table', label: t('figure.table') },
          ]}
        />
        <span className="figure__downloads">
          <Icon name="download" />
          <Button
            type="text"
            aria-label={t('figure.png', { title: figure.title })}
            onClick={() => void pngPicture(figure).then((blob) => save(blob, `${name}.png`))}
          >
            PNG
          </Button>
          <Button
            type="text"
            aria-label={t('figure.svg', { title: figure.title })}
            onClick={() =>
              void svgPicture(figure).then((svg) =>
                save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`),
              )
            }
          >
            SVG
          </Button>
          {csv ? (
            <Button type="text" href={csv} download aria-label={t('figure.csv', { title: figure.title })}>
              CSV
            </Button>
          ) : null}
        </span>
      </div>
      {shown === 'chart' ? (
        <Chart figure={figure} {...(onPick ? { onPick } : {})} />
      ) : (
        <FigureTableView table={figure.table} caption={figure.title} />
      )}
      {note}
      <p className="figure__foot">{figure.foot}</p>
    </figure>
  )
}
