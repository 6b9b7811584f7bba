import type { AppContext } from '../../src/app/index.ts'
import { unitWithData } from '../../src/app/index.ts'
import { loadWorld } from '../../src/app/world.ts'
import { computeIndicators } from '../../src/indicators/index.ts'
import { type Line, medianOf } from '../measure.ts'

/** (b) Every indicator of the city for 2017, from observations in the database to values. */
export async function indicators(app: AppContext): Promise<Line[]> {
  const city = await unitWithData(app, 'qingyuan', 2017)
  const ids = app.catalog.indicators.all(2017).map(({ id }) => id)
  let known = 0
  const ours = await medianOf(11, async () => {
    const world = await loadWorld(app, { unitIds: [city.id], years: [2017], schools: false })
    known = computeIndicators(world, city.id, 2017, ids).filter(
      ({ observed }) => observed.state === 'known',
    ).length
  })
  const world = await loadWorld(app, { unitIds: [city.id], years: [2017], schools: false })
  const alone = await medianOf(11, () => computeIndicators(world, city.id, 2017, ids))
  const name = `(b) all ${ids.length} indicators of the city (${known} known)`
  return [
    { name: `${name}, read from the database and computed`, ours, against: 'limit', theirs: 50, bar: 1 },
    { name: `${name}, values at hand`, ours: alone, against: 'limit', theirs: 50, bar: 1 },
  ]
}
