import { sql } from 'kysely'
import type { OrgUnit, OrgUnitVersion } from '../kernel/index.ts'
import { OrgTree, type ReportingYear } from '../kernel/index.ts'
import type { Database, Tx } from './database.ts'

const LAST_YEAR = 9999

/** All units with their whole history. */
export async function readOrgUnits(db: Database | Tx): Promise<OrgUnit[]> {
  const [units, versions, aliases] = await Promise.all([
    db.selectFrom('org_unit').selectAll().orderBy('id').execute(),
    db.selectFrom('org_unit_version').selectAll().orderBy('org_unit_id').orderBy('from_year').execute(),
    db.selectFrom('org_unit_alias').selectAll().orderBy('org_unit_id').orderBy('alias').execute(),
  ])
  const versionsOf = Map.groupBy(versions, (version) => version.org_unit_id)
  const aliasesOf = Map.groupBy(aliases, (alias) => alias.org_unit_id)
  return units.map((unit) => ({
    id: unit.id,
    code: unit.code,
    level: unit.level,
    aliases: (aliasesOf.get(unit.id) ?? []).map(({ alias }) => alias),
    versions: (versionsOf.get(unit.id) ?? []).map(
      (version): OrgUnitVersion => ({
        inForce: {
          from: version.from_year,
          ...(version.to_year === LAST_YEAR ? {} : { to: version.to_year }),
        },
        name: version.name,
        nameEn: version.name_en,
        parentId: version.parent_id ?? undefined,
        status: version.status,
        attributes: version.attributes,
      }),
    ),
  }))
}

/** Writes units that are not there yet and replaces the history of those that are; then the closure of `years`. */
export async function writeOrgUnits(
  db: Database,
  units: readonly OrgUnit[],
  years: readonly ReportingYear[],
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await writeUnitsWithin(tx, units)
    await sql`select setval(pg_get_serial_sequence('org_unit', 'id'), greatest((select max(id) from org_unit), 1))`.execute(
      tx,
    )
  })
  const all = await readOrgUnits(db)
  for (const year of years) await writeClosure(db, new OrgTree(all, year))
}

/** Units with their whole history, in a transaction that is under way. */
export async function writeUnitsWithin(tx: Tx, units: readonly OrgUnit[]): Promise<void> {
  const ids = units.map((unit) => unit.id)
  const versions = units.flatMap((unit) =>
    unit.versions.map((version) => ({
      org_unit_id: unit.id,
      from_year: version.inForce.from ?? 0,
      to_year: version.inForce.to ?? LAST_YEAR,
      name: version.name,
      name_en: version.nameEn,
      parent_id: version.parentId ?? null,
      status: version.status,
      attributes: version.attributes,
    })),
  )
  const aliases = units.flatMap((unit) => unit.aliases.map((alias) => ({ org_unit_id: unit.id, alias })))
  // A change may hold from a year on that has no closure yet; whoever keeps the units in memory reads them anew.
  await tx.updateTable('revision').set({ number: sql`number + 1` }).where('name', '=', 'org_unit').execute()
  await sql`insert into org_unit (id, code, level)
    select * from unnest(${ids}::integer[], ${units.map((unit) => unit.code)}::text[], ${units.map((unit) => unit.level)}::text[])
    on conflict (id) do update set code = excluded.code, level = excluded.level`.execute(tx)
  await sql`delete from org_unit_version where org_unit_id = any(${ids}::integer[])`.execute(tx)
  await sql`delete from org_unit_alias where org_unit_id = any(${ids}::integer[])`.execute(tx)
  await sql`insert into org_unit_version (org_unit_id, from_year, to_year, name, name_en, parent_id, status, attributes)
    select * from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as version (org_unit_id integer, from_year smallint,
      to_year smallint, name text, name_en text, parent_id integer, status text, attributes jsonb)`.execute(
    tx,
  )
  await sql`insert into org_unit_alias (org_unit_id, alias)
    select * from jsonb_to_recordset(${JSON.stringify(aliases)}::jsonb) as alias (org_unit_id integer, alias text)`.execute(
    tx,
  )
}

/** Replaces one year's closure by that of a tree. */
async function writeClosure(db: Database, tree: OrgTree): Promise<void> {
  await db.transaction().execute((tx) => writeClosureWithin(tx, tree))
}

/** The same in a transaction that is under way. */
export async function writeClosureWithin(tx: Tx, tree: OrgTree): Promise<void> {
  const lines = tree
    .units()
    .flatMap((unit) => tree.lineage(unit.id).map((ancestor, depth) => ({ unit, ancestor, depth })))
  await tx.updateTable('revision').set({ number: sql`number + 1` }).where('name', '=', 'org_unit').execute()
  await tx.deleteFrom('org_closure').where('year', '=', tree.year).execute()
  await sql`insert into org_closure (year, descendant_id, ancestor_id, depth)
    select ${tree.year}::smallint, * from unnest(
      ${lines.map(({ unit }) => unit.id)}::integer[],
      ${lines.map(({ ancestor }) => ancestor.id)}::integer[],
      ${lines.map(({ depth }) => depth)}::smallint[])`.execute(tx)
}

/** Whether the year's tree is there for sums to be carried up. */
export async function closureExists(tx: Tx, year: ReportingYear): Promise<boolean> {
  const row = await tx
    .selectFrom('org_closure')
    .select('year')
    .where('year', '=', year)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Of two people who change units at once, the later one builds on what the earlier one did. */
export async function lockOrgUnits(tx: Tx): Promise<void> {
  await tx.selectFrom('revision').select('number').where('name', '=', 'org_unit').forUpdate().execute()
}

/** A number that changes whenever units do. */
export async function orgRevision(db: Database): Promise<string> {
  const row = await db
    .selectFrom('revision')
    .select('number')
    .where('name', '=', 'org_unit')
    .executeTakeFirst()
  return row?.number ?? '0'
}
