-- What waits is a small part of all there is. It was found by an index over the state, which made each change of state write to
-- every index of a notification; in a table of its own only what waits is written.
drop index notification_waiting;
create table notification_waiting (
    notification_id uuid primary key,
    service text not null,
    channel text not null,
    held boolean not null,
    created_at timestamptz not null
);
insert into notification_waiting (notification_id, service, channel, held, created_at)
    select id, service, channel, state = 'HELD', created_at from notification
    where state in ('CREATED', 'HELD', 'SENDING');
-- Room on each page for the next state of its rows.
alter table notification set (fillfactor = 80);
