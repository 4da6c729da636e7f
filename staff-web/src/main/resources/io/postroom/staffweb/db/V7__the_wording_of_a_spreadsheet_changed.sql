-- It was stopped since its template is no longer the one that was checked and approved.
alter table batch add column wording_changed boolean not null default false;
