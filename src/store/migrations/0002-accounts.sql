-- Accounts, what they may do where, and the trail's second wall.
-- The sign_in_* tables are better-auth's, under our names; a test compares them with what its release expects.
-- They are whole everywhere and closed to vetted_app: only signing in reads them.

create table sign_in_user (
  id text collate "C" primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  username text collate "C" unique,
  display_username text,
  two_factor_enabled boolean default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table sign_in_session (
  id text collate "C" primary key,
  token text collate "C" not null unique,
  user_id text collate "C" not null references sign_in_user (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_session_by_user on sign_in_session (user_id);

create table sign_in_credential (
  id text collate "C" primary key,
  account_id text not null,
  provider_id text not null,
  user_id text collate "C" not null references sign_in_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_credential_by_user on sign_in_credential (user_id);

create table sign_in_verification (
  id text collate "C" primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_verification_by_identifier on sign_in_verification (identifier);

create table sign_in_two_factor (
  id text collate "C" primary key,
  secret text not null,
  backup_codes text not null,
  user_id text collate "C" not null references sign_in_user (id) on delete cascade,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
create index sign_in_two_factor_by_secret on sign_in_two_factor (secret);
create index sign_in_two_factor_by_user on sign_in_two_factor (user_id);

-- What we know of an account beyond how it signs in. org_unit_id is the unit that keeps it (the school, the bureau).
create table account (
  id text collate "C" primary key references sign_in_user (id) on delete cascade,
  org_unit_id integer not null references org_unit (id),
  username text collate "C" not null unique,
  name text not null,
  state text not null check (state in ('active', 'disabled')),
  -- The highest of its roles: 4 administrator, 3 officer, 2 reviewer, leader, expert, reader, 1 clerk, 0 none.
  rank smallint not null,
  must_change_password boolean not null default false,
  password_changed_at timestamptz not null,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  last_sign_in_at timestamptz,
  is_demonstration boolean not null default false,
  created_by text not null,
  created_at timestamptz not null
);
create index account_by_unit on account (org_unit_id);

-- Former passwords as hashes, so that a new one is a new one.
create table password_history (
  account_id text collate "C" not null references account (id) on delete cascade,
  changed_at timestamptz not null,
  hash text not null,
  primary key (account_id, changed_at)
);

-- What an account is to a unit and everything below it. Limits name forms and registers; empty means all.
create table account_grant (
  account_id text collate "C" not null references account (id) on delete cascade,
  org_unit_id integer not null references org_unit (id),
  role text not null check (role in ('platform_admin', 'bureau_officer', 'bureau_reviewer', 'school_leader',
    'school_clerk', 'expert', 'reader')),
  limits text[] not null default '{}',
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (account_id, org_unit_id, role)
);
create index account_grant_by_unit on account_grant (org_unit_id);

alter table explanation
  add column author text,
  add column written_at timestamptz;

create index audit_entry_by_unit on audit_entry (org_unit_id, at);
create index audit_entry_by_actor on audit_entry (actor, at);

grant select, insert, update, delete on account_grant to vetted_app;
grant select, insert, update on account to vetted_app;

-- No subqueries in policies, as Citus takes none; the settings are written by withinScope.
do $$
declare
  name text;
  inside constant text := '(current_setting(''vetted.scope'', true) = ''all'' or'
    ' org_unit_id = any (string_to_array(current_setting(''vetted.units'', true), '','')::integer[]))';
  writing constant text := 'current_setting(''vetted.may_write'', true) = ''on''';
  as_role constant text := 'current_setting(''vetted.role'', true) = any (array[%s])';
  -- Made or invited by the level above: what each role may grant, and to whom an account may belong.
  grants constant text := '(current_setting(''vetted.role'', true) in (''program'', ''platform_admin'')'
    ' or (current_setting(''vetted.role'', true) = ''bureau_officer'' and role in (''bureau_reviewer'', ''school_leader'', ''school_clerk'', ''expert'', ''reader''))'
    ' or (current_setting(''vetted.role'', true) = ''school_leader'' and role = ''school_clerk''))';
  lower constant text := 'rank < case current_setting(''vetted.role'', true) when ''program'' then 9'
    ' when ''platform_admin'' then 9 when ''bureau_officer'' then 3 when ''school_leader'' then 2 else 0 end';
  keepers constant text := format(as_role, '''program'', ''platform_admin'', ''bureau_officer'', ''school_leader''');
begin
  foreach name in array array['account', 'account_grant', 'audit_entry']
  loop
    -- Not forced: who signs in has no scope yet, and the keeper of the database prunes the trail when its time is over.
    execute format('alter table %I enable row level security', name);
  end loop;
  foreach name in array array['account', 'account_grant']
  loop
    execute format('create policy read_inside on %I for select to vetted_app using (%s and %s)', name, keepers, inside);
  end loop;
  execute format('create policy insert_inside on account for insert to vetted_app with check (%s and %s and %s)', writing, lower, inside);
  execute format('create policy update_inside on account for update to vetted_app using (%s and %s and %s)', writing, lower, inside);
  execute format('create policy insert_inside on account_grant for insert to vetted_app with check (%s and %s and %s)', writing, grants, inside);
  execute format('create policy update_inside on account_grant for update to vetted_app using (%s and %s and %s)', writing, grants, inside);
  execute format('create policy delete_inside on account_grant for delete to vetted_app using (%s and %s and %s)', writing, grants, inside);
  -- Everyone leaves a trail; the administrator reads it, and those who work on a return read what happened to it.
  create policy insert_any on audit_entry for insert to vetted_app with check (true);
  execute format('create policy read_all on audit_entry for select to vetted_app using (%s and %s)',
    format(as_role, '''program'', ''platform_admin'''), inside);
  execute format('create policy read_work on audit_entry for select to vetted_app using (%s and %s and action like any (array[''entry.%%'', ''register.%%'', ''submission.%%'', ''round.%%'']))',
    format(as_role, '''bureau_officer'', ''bureau_reviewer'', ''school_leader'', ''school_clerk'''), inside);
end
$$;
