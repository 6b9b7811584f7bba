-- Files that were sent to be imported, kept sealed from the preview until they are taken or a few days have passed.
-- report holds the preview and what was found, sealed too: it quotes cells.

create table import_file (
  org_unit_id integer not null,
  id uuid not null,
  year smallint not null,
  name text not null,
  state text not null check (state in ('previewed', 'refused', 'imported')),
  options jsonb not null,
  marks jsonb not null,
  content bytea not null,
  report bytea not null,
  actor text not null,
  at timestamptz not null,
  primary key (org_unit_id, id)
);
create index import_file_by_time on import_file (org_unit_id, at);

grant select, insert, update, delete on import_file to vetted_app;

do $$
declare
  units constant text := '(current_setting(''vetted.scope'', true) = ''all'' or'
    ' org_unit_id = any (string_to_array(current_setting(''vetted.units'', true), '','')::integer[]))';
  inside constant text := format('year <= nullif(current_setting(''vetted.year'', true), '''')::smallint and %s', units);
  writing constant text := 'current_setting(''vetted.may_write'', true) = ''on''';
  filling constant text := 'current_setting(''vetted.role'', true) in (''program'', ''bureau_officer'', ''school_leader'', ''school_clerk'')';
begin
  alter table import_file enable row level security;
  alter table import_file force row level security;
  execute format('create policy read_inside on import_file for select to vetted_app using (%s and %s)', filling, inside);
  execute format('create policy insert_inside on import_file for insert to vetted_app with check (%s and %s and %s)', writing, filling, inside);
  execute format('create policy update_inside on import_file for update to vetted_app using (%s and %s and %s)', writing, filling, inside);
  execute format('create policy delete_inside on import_file for delete to vetted_app using (%s and %s and %s)', writing, filling, inside);
end
$$;
