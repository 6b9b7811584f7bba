-- What a job works on, sealed; gone when it is done.
alter table job add column content bytea;
create index job_by_time on job (org_unit_id, updated_at);
