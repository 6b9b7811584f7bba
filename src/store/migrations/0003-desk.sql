-- The desk: rounds, drafts, registers with their history, submissions, remarks, jobs. Tables that grow with schools
-- carry org_unit_id first, as in 0001.

-- A window for a year and a set of forms. org_unit_id is the bureau that opened it.
create table collection_round (
  org_unit_id integer not null references org_unit (id),
  year smallint not null,
  title text not null,
  forms text[] not null,
  opens_at timestamptz not null,
  deadline timestamptz not null,
  state text not null check (state in ('open', 'closed')),
  opened_by text not null,
  opened_at timestamptz not null,
  primary key (org_unit_id, year)
);

-- One unit's return in a round: where it stands, and what is left to do as it was last counted.
create table submission (
  org_unit_id integer not null,
  year smallint not null,
  round_unit_id integer not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'accepted', 'locked')),
  deadline timestamptz,
  version integer not null default 0,
  handed_over_by text,
  handed_over_at timestamptz,
  changed_by text,
  changed_at timestamptz not null,
  note text,
  filled integer not null default 0,
  expected integer not null default 0,
  errors integer not null default 0,
  to_explain integer not null default 0,
  notes integer not null default 0,
  counted_at timestamptz,
  primary key (org_unit_id, year)
);
create index submission_by_round on submission (round_unit_id, year);

-- What was handed in, whole, as it was: canonical text, compressed. Never changed, never taken away.
create table submission_version (
  org_unit_id integer not null,
  year smallint not null,
  version integer not null,
  kind text not null check (kind in ('submission', 'amendment')),
  content bytea not null,
  sha256 text collate "C" not null,
  catalog_hash text collate "C" not null,
  actor text not null,
  actor_name text not null,
  at timestamptz not null,
  note text,
  primary key (org_unit_id, year, version)
);

-- What the reviewer wrote at a cell, a row, or the whole.
create table remark (
  org_unit_id integer not null,
  year smallint not null,
  id uuid not null default gen_random_uuid(),
  version integer not null,
  place jsonb not null,
  text text not null,
  author text not null,
  author_name text not null,
  written_at timestamptz not null,
  answer text,
  answered_by text,
  answered_at timestamptz,
  primary key (org_unit_id, year, id)
);

-- Messages of the bureau to the units of a round: opened, reminded, extended, reopened.
create table round_notice (
  org_unit_id integer not null,
  year smallint not null,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('opened', 'reminded', 'extended', 'reopened', 'returned', 'accepted', 'closed')),
  text text not null,
  author_name text not null,
  at timestamptz not null,
  primary key (org_unit_id, year, id)
);

alter table entered_value
  add column changed_by text,
  add column changed_at timestamptz;

alter table register_row
  add column changed_by text,
  add column changed_at timestamptz;

-- A register in a unit's draft: filled, declared empty, or not begun; and what its rows' checks found.
create table register_sheet (
  org_unit_id integer not null,
  year smallint not null,
  register text collate "C" not null,
  state text not null check (state in ('begun', 'none')),
  revision integer not null default 1,
  next_row integer not null default 1,
  rows integer not null default 0,
  checked_with text collate "C" not null,
  changed_by text,
  changed_at timestamptz not null,
  primary key (org_unit_id, year, register)
);

-- Values counted from the draft's rows, so that no save and no check reads all rows again.
create table counted_value (
  org_unit_id integer not null,
  year smallint not null,
  register text collate "C" not null,
  element text collate "C" not null,
  cell text collate "C" not null default '',
  state text not null check (state in ('known', 'missing', 'not_applicable', 'suppressed')),
  value numeric,
  primary key (org_unit_id, year, element, cell),
  check ((state = 'known') = (value is not null))
);
create index counted_value_by_register on counted_value (org_unit_id, year, register);

-- What the row checks found, per row; the message is made from the catalog when it is shown.
create table row_finding (
  org_unit_id integer not null,
  year smallint not null,
  register text collate "C" not null,
  row_no integer not null,
  position smallint not null,
  code text collate "C" not null,
  severity text not null check (severity in ('error', 'explain', 'note')),
  input_key text not null,
  finding jsonb not null,
  primary key (org_unit_id, year, register, row_no, position)
);

-- What a row was before it was changed or taken away. Sensitive fields stay encrypted.
create table row_history (
  org_unit_id integer not null,
  year smallint not null,
  register text collate "C" not null,
  row_no integer not null,
  revision integer not null,
  row_key text collate "C" not null,
  data jsonb not null,
  changed_by text,
  changed_at timestamptz,
  change text not null check (change in ('edited', 'deleted')),
  replaced_by text not null,
  replaced_at timestamptz not null,
  primary key (org_unit_id, year, register, row_no, revision)
);
create index row_history_by_key on row_history (org_unit_id, year, register, row_key);

-- How long people were busy with a form: gaps over five minutes do not count.
create table form_effort (
  org_unit_id integer not null,
  year smallint not null,
  form text collate "C" not null,
  account text collate "C" not null,
  seconds integer not null default 0,
  last_at timestamptz not null,
  primary key (org_unit_id, year, form, account)
);

-- A change of units, with its reason: the gate that the database watches before the tree is touched.
create table org_change (
  org_unit_id integer not null,
  id uuid not null default gen_random_uuid(),
  year smallint not null,
  kind text not null check (kind in ('open', 'close', 'merge', 'rename', 'move', 'describe')),
  details jsonb not null,
  reason text not null,
  actor text not null,
  at timestamptz not null,
  primary key (org_unit_id, id)
);

-- Long work and how far it is.
create table job (
  org_unit_id integer not null,
  id uuid not null,
  year smallint not null,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  done integer not null default 0,
  total integer not null default 0,
  label text not null default '',
  input jsonb not null,
  result jsonb,
  problem jsonb,
  actor text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_unit_id, id)
);

grant select, insert, update, delete on collection_round, submission, remark, register_sheet, counted_value,
  row_finding, form_effort, job to vetted_app;
grant select, insert on submission_version, round_notice, row_history, org_change to vetted_app;

-- Who may do what to which table, by role and unit. No subqueries, as Citus takes none in policies.
do $$
declare
  name text;
  units constant text := '(current_setting(''vetted.scope'', true) = ''all'' or'
    ' org_unit_id = any (string_to_array(current_setting(''vetted.units'', true), '','')::integer[]))';
  inside constant text := format('year <= nullif(current_setting(''vetted.year'', true), '''')::smallint and %s', units);
  writing constant text := 'current_setting(''vetted.may_write'', true) = ''on''';
  role constant text := 'current_setting(''vetted.role'', true) in ';
  desk constant text := role || '(''program'', ''bureau_officer'', ''bureau_reviewer'', ''school_leader'', ''school_clerk'')';
  filling constant text := role || '(''program'', ''bureau_officer'', ''school_leader'', ''school_clerk'')';
  bureau constant text := role || '(''program'', ''bureau_officer'', ''bureau_reviewer'')';
  officer constant text := role || '(''program'', ''bureau_officer'')';
  anyone constant text := 'true';
  reading text;
  changing text;
begin
  for name, reading, changing in values
    -- drafts: those who work on returns read them, those who fill them in write them
    ('register_row', desk, filling), ('row_lookup', desk, filling), ('entered_value', desk, filling),
    ('register_sheet', desk, filling), ('counted_value', desk, filling), ('row_finding', desk, filling),
    ('row_history', desk, filling), ('form_effort', desk, filling),
    -- reasons become clauses of the report
    ('explanation', anyone, filling),
    -- what counts is open to all and written on acceptance
    ('observation', anyone, bureau), ('accepted_return', anyone, bureau),
    -- the bureau's side
    ('collection_round', anyone, officer), ('remark', desk, desk), ('round_notice', desk, bureau),
    ('submission_version', desk, filling), ('job', desk, desk), ('org_change', anyone, role || '(''program'', ''bureau_officer'', ''platform_admin'')')
  loop
    execute format('drop policy if exists read_inside on %I', name);
    execute format('drop policy if exists insert_inside on %I', name);
    execute format('drop policy if exists update_inside on %I', name);
    execute format('drop policy if exists delete_inside on %I', name);
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy read_inside on %I for select to vetted_app using (%s and %s)', name, reading,
      case name when 'collection_round' then 'true' else inside end);
    execute format('create policy insert_inside on %I for insert to vetted_app with check (%s and %s and %s)', name, writing, changing, inside);
    execute format('create policy update_inside on %I for update to vetted_app using (%s and %s and %s)', name, writing, changing, inside);
    execute format('create policy delete_inside on %I for delete to vetted_app using (%s and %s and %s)', name, writing, changing, inside);
  end loop;

  -- A submission goes from state to state by the hands of the role whose turn it is.
  alter table submission enable row level security;
  alter table submission force row level security;
  execute format('create policy read_inside on submission for select to vetted_app using (%s and %s)', desk, inside);
  execute format('create policy open_round on submission for insert to vetted_app with check (%s and %s and %s and state = ''draft'')', writing, officer, inside);
  execute format('create policy leave_round on submission for delete to vetted_app using (%s and %s and %s and state = ''draft'')', writing, officer, inside);
  execute format('create policy fill_in on submission for update to vetted_app using (%s and %s(''school_clerk'') and %s and state in (''draft'', ''returned'')) with check (%s(''school_clerk'') and state in (''draft'', ''returned''))', writing, role, inside, role);
  execute format('create policy sign_off on submission for update to vetted_app using (%s and %s(''school_leader'') and %s and state in (''draft'', ''returned'', ''submitted'')) with check (%s(''school_leader'') and state in (''draft'', ''returned'', ''submitted''))', writing, role, inside, role);
  execute format('create policy review on submission for update to vetted_app using (%s and %s(''bureau_reviewer'') and %s and state in (''submitted'', ''accepted'')) with check (%s(''bureau_reviewer'') and state in (''submitted'', ''returned'', ''accepted''))', writing, role, inside, role);
  execute format('create policy conduct on submission for update to vetted_app using (%s and %s and %s) with check (%s)', writing, officer, inside, officer);

  -- Sums lie above the scope of whoever accepts; units belong to the program once org_change has let a change in.
  alter table rollup enable row level security;
  execute format('create policy read_any on rollup for select to vetted_app using (true)');
  execute format('create policy carry_up on rollup for all to vetted_app using (%s and %s) with check (%s and %s)', writing, bureau, writing, bureau);
  foreach name in array array['org_unit', 'org_unit_version', 'org_unit_alias', 'org_closure', 'revision', 'catalog_version']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy read_any on %I for select to vetted_app using (true)', name);
    execute format('create policy by_program on %I for all to vetted_app using (%s and %s(''program'')) with check (%s and %s(''program''))', name, writing, role, writing, role);
  end loop;
end
$$;
