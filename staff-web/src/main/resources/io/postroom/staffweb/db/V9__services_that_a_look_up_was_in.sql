-- A look-up is about no service in particular: these are those that it searched. Lines from before have none.
alter table audit add column services text[];
