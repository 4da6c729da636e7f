-- As uploaded_by_name: removed with what else names people.
alter table batch add column asked_by_name text;
alter table batch add column approved_by_name text;
