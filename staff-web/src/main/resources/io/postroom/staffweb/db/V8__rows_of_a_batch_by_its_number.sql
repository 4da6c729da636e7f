-- Ingest names what it was asked for by a batch '<batch>/<row>'. The latest of a batch are found without reading all of its rows,
-- and what has nothing to do with a batch writes no further index.
-- Every message is read once for them: longer than a change may take otherwise. Meanwhile pages are shown, and what is told waits on its topics.
set local statement_timeout = '10min';
create index notification_by_batch on notification (split_part(event_id, '/', 1), created_at desc)
    where batch_row is not null;
create index decision_by_batch on decision (split_part(event_id, '/', 1), decided_at desc)
    where event_source = 'urn:postroom:send' and outcome not in ('REQUESTED', 'HELD');
