import { sql } from 'kysely'
import type { ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'

/**
 * Builds the sums of a year anew from all observations, level by level from the schools upwards. Gives the
 * same rows as the differences carried up by each return; needed after the tree changed or a definition did.
 */
export async function rebuildRollup(tx: Tx, year: ReportingYear): Promise<void> {
  // Sums of a country are sorted and hashed in memory; a city needs none of it.
  await sql.raw("set local work_mem = '256MB'").execute(tx)
  await makePlaces(tx, year)
  await tx.deleteFrom('rollup').where('year', '=', year).execute()
  const { rows } = await sql<{
    deepest: number
  }>`select coalesce(max(depth), 0) as deepest from unit_place`.execute(tx)
  for (let depth = rows[0]?.deepest ?? 0; depth >= 0; depth -= 1) await sumLevel(tx, year, depth)
  await sql`drop table unit_place`.execute(tx)
}

/** Where each unit stands in the year's tree: its parent and how far from the top. */
async function makePlaces(tx: Tx, year: ReportingYear): Promise<void> {
  await sql`create temporary table unit_place on commit drop as
    select c.descendant_id as unit_id, u.level = 'school' as is_school, u.level = 'class_provider' as is_outside,
      max(c.depth) as depth, max(c.ancestor_id) filter (where c.depth = 1) as parent_id
    from org_closure c join org_unit u on u.id = c.descendant_id
    where c.year = ${year} group by c.descendant_id, u.level`.execute(tx)
  await sql`create index on unit_place (unit_id)`.execute(tx)
  await sql`analyze unit_place`.execute(tx)
}

/** A unit's sum is its schools, its own values and the sums of the units right below it. */
async function sumLevel(tx: Tx, year: ReportingYear, depth: number): Promise<void> {
  await sql`insert into rollup (org_unit_id, year, element, cell, value, known, missing, not_applicable, suppressed)
    select unit_id, ${year}::smallint, element, cell, trim_scale(sum(value)),
      sum(known), sum(missing), sum(not_applicable), sum(suppressed)
    from (
      select case when p.is_school then p.parent_id else p.unit_id end as unit_id, o.element, o.cell,
        coalesce(o.value, 0) as value, (o.state = 'known')::integer as known, (o.state = 'missing')::integer as missing,
        (o.state = 'not_applicable')::integer as not_applicable, (o.state = 'suppressed')::integer as suppressed
      from observation o join unit_place p on p.unit_id = o.org_unit_id
      where o.year = ${year} and not p.is_outside and p.depth = ${depth}::integer + case when p.is_school then 1 else 0 end
      union all
      select p.parent_id, f.element, f.cell, f.value, f.known, f.missing, f.not_applicable, f.suppressed
      from rollup f join unit_place p on p.unit_id = f.org_unit_id
      where f.year = ${year} and p.depth = ${depth}::integer + 1
    ) part
    group by unit_id, element, cell
    order by unit_id, element, cell`.execute(tx)
}
