-- What the access matrix found the database to let through where only the application had refused.
do $$
declare
  units constant text := '(current_setting(''vetted.scope'', true) = ''all'' or'
    ' org_unit_id = any (string_to_array(current_setting(''vetted.units'', true), '','')::integer[]))';
  inside constant text := format('year <= nullif(current_setting(''vetted.year'', true), '''')::smallint and %s', units);
  writing constant text := 'current_setting(''vetted.may_write'', true) = ''on''';
  role constant text := 'current_setting(''vetted.role'', true) in ';
  desk constant text := role || '(''program'', ''bureau_officer'', ''bureau_reviewer'', ''school_leader'', ''school_clerk'')';
  filling constant text := role || '(''program'', ''bureau_officer'', ''school_leader'', ''school_clerk'')';
  officer constant text := role || '(''program'', ''bureau_officer'')';
  bureau constant text := role || '(''program'', ''bureau_officer'', ''bureau_reviewer'')';
  school constant text := role || '(''program'', ''school_leader'', ''school_clerk'')';
  handing text;
  name text;
begin
  -- Whoever reviews tells a school what became of its return, and nothing else.
  drop policy insert_inside on round_notice;
  execute format('create policy insert_inside on round_notice for insert to vetted_app with check (%s and %s and (%s or (%s and kind in (''returned'', ''accepted''))))',
    writing, inside, officer, bureau);

  -- The bureau writes remarks; those who fill in answer them.
  drop policy insert_inside on remark;
  drop policy update_inside on remark;
  drop policy delete_inside on remark;
  execute format('create policy insert_inside on remark for insert to vetted_app with check (%s and %s and %s)', writing, bureau, inside);
  execute format('create policy update_inside on remark for update to vetted_app using (%s and %s and %s)', writing, filling, inside);

  -- Long work is begun by those who fill in.
  foreach name in array array['insert_inside', 'update_inside', 'delete_inside']
  loop
    execute format('drop policy %I on job', name);
  end loop;
  execute format('create policy insert_inside on job for insert to vetted_app with check (%s and %s and %s)', writing, filling, inside);
  execute format('create policy update_inside on job for update to vetted_app using (%s and %s and %s)', writing, filling, inside);
  execute format('create policy delete_inside on job for delete to vetted_app using (%s and %s and %s)', writing, filling, inside);

  -- Who may read a draft's rows may read the files that they came in.
  drop policy read_inside on import_file;
  execute format('create policy read_inside on import_file for select to vetted_app using (%s and %s)', desk, inside);

  -- Experts judge; a school's problems are for the desk.
  drop policy read_inside on problem;
  execute format('create policy read_inside on problem for select to vetted_app using (%s and %s)', desk, inside);
  drop policy read_inside on evidence;
  execute format('create policy read_inside on evidence for select to vetted_app using ((%s or (%s and owner_kind <> ''problem'')) and %s)',
    desk, role || '(''expert'')', inside);

  -- Schools hand in evidence for themselves; only to problems the bureau adds some of its own.
  foreach name in array array['insert_inside', 'update_inside', 'delete_inside']
  loop
    execute format('drop policy %I on evidence', name);
  end loop;
  handing := format('(%s or (%s and owner_kind = ''problem''))', school, filling);
  execute format('create policy insert_inside on evidence for insert to vetted_app with check (%s and %s and %s)', writing, handing, inside);
  execute format('create policy update_inside on evidence for update to vetted_app using (%s and %s and %s)', writing, handing, inside);
  execute format('create policy delete_inside on evidence for delete to vetted_app using (%s and %s and %s)', writing, handing, inside);

  -- A school applies for itself.
  drop policy draft_inside on programme_application;
  execute format('create policy draft_inside on programme_application for insert to vetted_app with check (%s and %s and %s and state = ''draft'')', writing, school, inside);
end
$$;
