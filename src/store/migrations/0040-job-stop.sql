-- Long work can be stopped by those who may begin it, and says how much of it is done.
alter table job drop constraint job_state_check;
alter table job add constraint job_state_check check (state in ('queued', 'running', 'done', 'failed', 'stopped'));
alter table job add column percent smallint;
alter table job add column stop_asked_at timestamptz;
