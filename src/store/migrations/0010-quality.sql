-- Evaluation, improvement, programmes: rounds and their subjects, marks, evidence, goals and problems, filings and
-- applications, demand. Tables that grow with schools carry org_unit_id first, as in 0001.

-- Every step of every procedure, in order. Append-only: where things stand follows from it.
create table workflow_step (
  org_unit_id integer not null,
  year smallint not null,
  procedure text collate "C" not null check (procedure in ('evaluation', 'problem', 'application')),
  object_id uuid not null,
  step integer not null,
  action text collate "C" not null,
  party text collate "C" not null,
  state text collate "C" not null,
  actor text not null,
  actor_name text not null,
  at timestamptz not null,
  details jsonb not null default '{}',
  primary key (org_unit_id, object_id, step)
);

-- A round of evaluation by one version of a scheme. org_unit_id is who runs it: the bureau, or a school for its own
-- classes and students.
create table evaluation_round (
  org_unit_id integer not null references org_unit (id),
  id uuid not null,
  year smallint not null,
  title text not null,
  scheme text collate "C" not null,
  scheme_version text collate "C" not null,
  catalog_hash text collate "C" not null references catalog_version (hash),
  -- Said before the first draw, so that every draw can be done again.
  seed text not null,
  panel_size smallint not null check (panel_size between 0 and 15),
  self_until timestamptz not null,
  scoring_until timestamptz not null,
  reply_days smallint not null check (reply_days between 0 and 60),
  state text not null check (state in ('open', 'closed')),
  is_synthetic boolean not null default false,
  opened_by text not null,
  opened_at timestamptz not null,
  primary key (org_unit_id, id)
);

-- One subject's evaluation: the unit itself, or a programme, class or student of it by its key.
create table evaluation (
  org_unit_id integer not null,
  id uuid not null,
  year smallint not null,
  round_unit_id integer not null,
  round_id uuid not null,
  subject_key text not null default '',
  subject_name text not null,
  state text not null check (state in ('open', 'submitted', 'scoring', 'scored', 'notified', 'replied', 'confirmed', 'published')),
  step integer not null default 0,
  -- Values of computed leaves as they were taken from accepted data, and the return that they were taken from.
  leaf_values jsonb,
  values_at timestamptz,
  content_hash text collate "C",
  -- Scores as they were told to the unit.
  result jsonb,
  reply_until timestamptz,
  primary key (org_unit_id, id),
  unique (org_unit_id, round_id, subject_key)
);
create index evaluation_by_round on evaluation (round_id);

-- Who judges which evaluation, and whether the sheet is in.
create table evaluation_assignment (
  org_unit_id integer not null,
  year smallint not null,
  evaluation_id uuid not null,
  expert text collate "C" not null,
  expert_name text not null,
  is_chief boolean not null default false,
  state text not null check (state in ('active', 'replaced')),
  submitted_at timestamptz,
  primary key (org_unit_id, evaluation_id, expert)
);
create index evaluation_assignment_by_expert on evaluation_assignment (expert);

-- Marks and texts on criteria. kind is the kind of assessor that the scheme names, or `ruling` of the chief.
create table evaluation_mark (
  org_unit_id integer not null,
  year smallint not null,
  evaluation_id uuid not null,
  kind text collate "C" not null,
  assessor text collate "C" not null,
  criterion text collate "C" not null,
  mark text collate "C",
  note text not null default '',
  measure text not null default '',
  effect text not null default '',
  changed_at timestamptz not null,
  primary key (org_unit_id, evaluation_id, kind, assessor, criterion)
);

-- Files that show something: to a criterion of an evaluation, a problem, a part of an application.
create table evidence (
  org_unit_id integer not null,
  id uuid not null,
  year smallint not null,
  owner_kind text not null check (owner_kind in ('evaluation', 'problem', 'application')),
  owner_id uuid not null,
  part text collate "C" not null default '',
  file_name text not null,
  media_type text not null,
  size integer not null,
  sha256 text collate "C" not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  removed_at timestamptz,
  primary key (org_unit_id, id)
);
create index evidence_by_owner on evidence (org_unit_id, owner_id);

-- The bytes, where they are kept in the database; the same file of a unit is kept once.
create table evidence_content (
  org_unit_id integer not null,
  year smallint not null,
  sha256 text collate "C" not null,
  content bytea not null,
  primary key (org_unit_id, sha256)
);

-- The bureau's list of experts. id is the name that the account signs in with.
create table expert (
  org_unit_id integer not null references org_unit (id),
  id text collate "C" not null,
  name text not null,
  employer text not null default '',
  home_unit_id integer references org_unit (id),
  competences text[] not null default '{}',
  avoids integer[] not null default '{}',
  is_active boolean not null default true,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (org_unit_id, id)
);

-- The chain of standards: what is held to at each level.
create table quality_standard (
  org_unit_id integer not null,
  id uuid not null,
  year smallint not null,
  level text not null check (level in ('school', 'programme', 'course', 'teacher', 'student')),
  title text not null,
  body text not null,
  document text not null default '',
  version text not null,
  parent_id uuid,
  retired_at timestamptz,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (org_unit_id, id)
);

-- The chain of goals: what is to be reached, by when, measured by which value.
create table goal (
  org_unit_id integer not null,
  id uuid not null,
  -- The year in which it was set; target_year is the first that is to reach it.
  year smallint not null,
  level text not null check (level in ('school', 'programme', 'course', 'teacher', 'student')),
  subject_key text not null default '',
  subject_name text not null default '',
  title text not null,
  parent_id uuid,
  standard_id uuid,
  -- Formula over elements and indicators; null for a goal in words.
  value text,
  unit text collate "C",
  comparison text check (comparison in ('at_least', 'at_most')),
  target numeric,
  target_year smallint,
  owner text not null default '',
  retired_at timestamptz,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (org_unit_id, id),
  check ((value is null) = (target is null) and (value is null) = (unit is null) and (value is null) = (comparison is null) and (value is null) = (target_year is null))
);

-- A problem from what opened it to what closed it.
create table problem (
  org_unit_id integer not null,
  id uuid not null,
  -- The year whose data opened it.
  year smallint not null,
  title text not null,
  opened_by text not null check (opened_by in ('goal', 'criterion', 'hand')),
  goal_id uuid,
  -- The leaf of the evaluation that opened it.
  evaluation_id uuid,
  criterion text collate "C",
  area text collate "C",
  element text collate "C",
  state text not null check (state in ('open', 'analysed', 'planned', 'done', 'closed', 'waived')),
  step integer not null default 0,
  because text not null default '',
  opened_value numeric,
  closed_value numeric,
  closed_year smallint,
  cause text not null default '',
  measure text not null default '',
  owner text not null default '',
  due_on text collate "C" check (due_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  effect text not null default '',
  waiver text not null default '',
  opened_at timestamptz not null,
  closed_at timestamptz,
  is_synthetic boolean not null default false,
  primary key (org_unit_id, id)
);
-- One open problem per goal: the next data do not open it again.
create unique index problem_open_by_goal on problem (org_unit_id, goal_id) where state not in ('closed', 'waived');

-- The yearly filing of a programme: only what is filed may recruit.
create table programme_filing (
  org_unit_id integer not null,
  year smallint not null,
  programme text collate "C" not null,
  decision text not null check (decision in ('filed', 'refused')),
  number text not null default '',
  reason text not null default '',
  verdict jsonb not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (org_unit_id, year, programme)
);

-- When schools of a city may apply for new programmes in a year, and how applications are dealt with.
create table application_window (
  org_unit_id integer not null references org_unit (id),
  year smallint not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  notice_days smallint not null check (notice_days between 1 and 60),
  panel_size smallint not null check (panel_size between 1 and 15),
  -- What filing numbers of the year begin with.
  number_prefix text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (org_unit_id, year)
);

-- The application for a new programme.
create table programme_application (
  org_unit_id integer not null,
  id uuid not null,
  year smallint not null,
  programme text collate "C" not null,
  programme_name text not null,
  direction text not null default '',
  category text collate "C" not null,
  state text not null check (state in ('draft', 'submitted', 'complete', 'panel', 'reviewed', 'noticed', 'approved', 'rejected', 'filed')),
  step integer not null default 0,
  revision integer not null default 0,
  parts jsonb not null default '{}',
  -- SHA-256 of the parts as they were handed in: what comes after is compared with it.
  submitted_hash text collate "C",
  submitted_at timestamptz,
  opinion jsonb,
  panel_id uuid,
  notice_from timestamptz,
  notice_until timestamptz,
  filing_number text,
  decision_reason text not null default '',
  is_synthetic boolean not null default false,
  created_by text not null,
  created_at timestamptz not null,
  primary key (org_unit_id, id)
);

create table application_objection (
  org_unit_id integer not null,
  year smallint not null,
  application_id uuid not null,
  id uuid not null,
  text text not null,
  raised_by text not null,
  raised_at timestamptz not null,
  answer text,
  upheld boolean,
  answered_by text,
  answered_at timestamptz,
  primary key (org_unit_id, application_id, id)
);

-- People wanted by occupation, as one source counts them. org_unit_id is the city.
create table demand_count (
  org_unit_id integer not null,
  source text not null check (source in ('vacancies', 'survey', 'imported')),
  occupation text collate "C" not null,
  year smallint not null,
  count numeric not null check (count >= 0),
  -- Enterprises asked or advertising.
  sample integer,
  document text not null default '',
  is_synthetic boolean not null default false,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (org_unit_id, source, occupation, year)
);

grant select, insert on workflow_step, evidence_content to vetted_app;
grant select, insert, update on application_window, evaluation_round, evaluation, evaluation_assignment, evidence, expert, quality_standard,
  goal, problem, programme_filing, programme_application, application_objection to vetted_app;
grant select, insert, update, delete on evaluation_mark, demand_count to vetted_app;

-- Who may do what, by role and unit; an expert is also known by account. No subqueries, as Citus takes none.
do $$
declare
  name text;
  units constant text := '(current_setting(''vetted.scope'', true) = ''all'' or'
    ' org_unit_id = any (string_to_array(current_setting(''vetted.units'', true), '','')::integer[]))';
  inside constant text := format('year <= nullif(current_setting(''vetted.year'', true), '''')::smallint and %s', units);
  writing constant text := 'current_setting(''vetted.may_write'', true) = ''on''';
  role constant text := 'current_setting(''vetted.role'', true) in ';
  account constant text := 'current_setting(''vetted.account'', true)';
  bureau constant text := role || '(''program'', ''bureau_officer'', ''bureau_reviewer'')';
  officer constant text := role || '(''program'', ''bureau_officer'')';
  presiding constant text := role || '(''program'', ''bureau_officer'', ''school_leader'')';
  school constant text := role || '(''school_leader'', ''school_clerk'')';
  desk constant text := role || '(''program'', ''bureau_officer'', ''bureau_reviewer'', ''school_leader'', ''school_clerk'')';
  working constant text := role || '(''program'', ''bureau_officer'', ''school_leader'', ''school_clerk'')';
  panel constant text := role || '(''program'', ''bureau_officer'', ''bureau_reviewer'', ''school_leader'', ''school_clerk'', ''expert'')';
  expert_role constant text := role || '(''expert'')';
  reading text;
  changing text;
begin
  foreach name in array array['workflow_step', 'evaluation_round', 'evaluation', 'evaluation_assignment', 'evaluation_mark',
    'evidence', 'evidence_content', 'expert', 'quality_standard', 'goal', 'problem', 'programme_filing',
    'programme_application', 'application_objection', 'demand_count', 'application_window']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;

  for name, reading, changing in values
    ('workflow_step', desk, panel), ('quality_standard', desk, presiding), ('goal', desk, presiding), ('problem', panel, working),
    ('evidence', panel, working), ('evidence_content', panel, working),
    ('programme_filing', 'true', officer), ('application_objection', desk, presiding), ('demand_count', 'true', officer),
    ('application_window', 'true', officer)
  loop
    execute format('create policy read_inside on %I for select to vetted_app using (%s and %s)', name, reading,
      -- What is filed and what is wanted is no secret of one unit.
      case when name in ('programme_filing', 'demand_count', 'application_window') then 'true' else inside end);
    execute format('create policy insert_inside on %I for insert to vetted_app with check (%s and %s and %s)', name, writing, changing, inside);
    execute format('create policy update_inside on %I for update to vetted_app using (%s and %s and %s)', name, writing, changing, inside);
    execute format('create policy delete_inside on %I for delete to vetted_app using (%s and %s and %s)', name, writing, changing, inside);
  end loop;

  -- Rounds are announced; they are run by the bureau, or by a school for its own classes and students.
  create policy read_any on evaluation_round for select to vetted_app using (true);
  execute format('create policy open_inside on evaluation_round for insert to vetted_app with check (%s and %s and %s)', writing, presiding, inside);
  execute format('create policy run_inside on evaluation_round for update to vetted_app using (%s and %s and %s)', writing, presiding, inside);

  -- An evaluation is moved on by whose turn it is.
  execute format('create policy read_inside on evaluation for select to vetted_app using (%s and %s)', panel, inside);
  -- What a school runs over its own classes and students stays in the school.
  create policy read_published on evaluation for select to vetted_app using (state = 'published' and round_unit_id <> org_unit_id);
  execute format('create policy open_inside on evaluation for insert to vetted_app with check (%s and %s and %s)', writing, presiding, inside);
  execute format('create policy conduct on evaluation for update to vetted_app using (%s and %s and %s)', writing, officer, inside);
  execute format('create policy take_part on evaluation for update to vetted_app using (%s and %s(''school_leader'') and %s and (state in (''open'', ''notified'') or round_unit_id = org_unit_id)) with check (%s(''school_leader'') and (state in (''submitted'', ''replied'', ''confirmed'') or round_unit_id = org_unit_id))', writing, role, inside, role);
  execute format('create policy rule on evaluation for update to vetted_app using (%s and %s and %s and state = ''scored'') with check (%s and state = ''scored'')', writing, expert_role, inside, expert_role);

  -- Experts see and write what is theirs; nobody of the unit sees who they are or what they gave.
  execute format('create policy read_bureau on evaluation_assignment for select to vetted_app using (%s and %s)', bureau, inside);
  execute format('create policy read_own on evaluation_assignment for select to vetted_app using (%s and expert = %s)', expert_role, account);
  execute format('create policy draw on evaluation_assignment for insert to vetted_app with check (%s and %s and %s)', writing, officer, inside);
  execute format('create policy redraw on evaluation_assignment for update to vetted_app using (%s and %s and %s)', writing, officer, inside);
  execute format('create policy hand_in on evaluation_assignment for update to vetted_app using (%s and %s and expert = %s and state = ''active'' and submitted_at is null)'
    ' with check (%s and expert = %s and state = ''active'')', writing, expert_role, account, expert_role, account);

  execute format('create policy read_bureau on evaluation_mark for select to vetted_app using (%s and %s)', bureau, inside);
  execute format('create policy read_school on evaluation_mark for select to vetted_app using (%s and kind not in (''expert'', ''ruling'') and %s)', school, inside);
  execute format('create policy read_expert on evaluation_mark for select to vetted_app using (%s and (kind = ''self'' or assessor = %s) and %s)', expert_role, account, inside);
  execute format('create policy insert_school on evaluation_mark for insert to vetted_app with check (%s and %s and kind not in (''expert'', ''ruling'') and %s)', writing, school, inside);
  execute format('create policy update_school on evaluation_mark for update to vetted_app using (%s and %s and kind not in (''expert'', ''ruling'') and %s)', writing, school, inside);
  execute format('create policy delete_school on evaluation_mark for delete to vetted_app using (%s and %s and kind not in (''expert'', ''ruling'') and %s)', writing, school, inside);
  execute format('create policy insert_expert on evaluation_mark for insert to vetted_app with check (%s and %s and kind in (''expert'', ''ruling'') and assessor = %s and %s)', writing, expert_role, account, inside);
  execute format('create policy update_expert on evaluation_mark for update to vetted_app using (%s and %s and kind in (''expert'', ''ruling'') and assessor = %s and %s)', writing, expert_role, account, inside);
  execute format('create policy delete_expert on evaluation_mark for delete to vetted_app using (%s and %s and kind in (''expert'', ''ruling'') and assessor = %s and %s)', writing, expert_role, account, inside);
  execute format('create policy rule on evaluation_mark for all to vetted_app using (%s and %s and kind = ''ruling'' and %s) with check (%s and %s and kind = ''ruling'' and %s)', writing, role || '(''bureau_officer'')', inside, writing, role || '(''bureau_officer'')', inside);
  execute format('create policy by_program on evaluation_mark for all to vetted_app using (%s and %s) with check (%s and %s)', writing, role || '(''program'')', writing, role || '(''program'')');

  execute format('create policy read_bureau on expert for select to vetted_app using (%s and %s)', bureau, units);
  execute format('create policy read_own on expert for select to vetted_app using (%s and id = %s)', expert_role, account);
  execute format('create policy insert_inside on expert for insert to vetted_app with check (%s and %s and %s)', writing, officer, units);
  execute format('create policy update_inside on expert for update to vetted_app using (%s and %s and %s)', writing, officer, units);

  -- An application is the school's until it is handed in, and the bureau's from then on.
  execute format('create policy read_inside on programme_application for select to vetted_app using (%s and %s)', panel, inside);
  create policy read_notice on programme_application for select to vetted_app using (state in ('noticed', 'approved', 'filed'));
  execute format('create policy draft_inside on programme_application for insert to vetted_app with check (%s and %s and %s and state = ''draft'')', writing, working, inside);
  execute format('create policy write_draft on programme_application for update to vetted_app using (%s and %s(''school_clerk'') and %s and state = ''draft'') with check (%s(''school_clerk'') and state = ''draft'')', writing, role, inside, role);
  execute format('create policy hand_in on programme_application for update to vetted_app using (%s and %s(''school_leader'') and %s and state = ''draft'') with check (%s(''school_leader'') and state in (''draft'', ''submitted''))', writing, role, inside, role);
  execute format('create policy conduct on programme_application for update to vetted_app using (%s and %s and %s)', writing, officer, inside);

  -- Those who take part read what happened to it.
  execute format('create policy read_quality on audit_entry for select to vetted_app using (%s and %s and action like any (array[''evaluation.%%'', ''improvement.%%'', ''programme.%%'', ''application.%%'']))', desk, units);
end
$$;
