-- What is needed to take a message back and to tell a step of it: both are keyed by its case, like all about it.
-- Messages that were here before have none until their next step; they cannot be cancelled from the pages.
alter table notification add column case_key text;
alter table notification add column rules_version text;
-- The back office's reference of the person, hashed like a case's.
alter table notification add column reference_index text;
create index notification_by_reference on notification (reference_index, created_at desc)
    where reference_index is not null;
-- A batch is an event with as many messages as its sheet has rows: the latest are found without sorting them all.
drop index notification_by_event;
create index notification_by_event on notification (event_id, created_at desc);
-- What waits is a small part of all there is.
create index notification_waiting on notification (service, channel, created_at)
    where state in ('CREATED', 'HELD', 'SENDING');

-- Records for other topics than that of sends; null stands for that one, with the send's id as its key.
alter table outbox add column topic text;
alter table outbox add column record_key text;

-- What staff did about a message or a brake, and why, in their own words. These may name people: they go when redact_at has
-- come. That it was done stays in the audit.
create table staff_action (
    id uuid primary key,
    at timestamptz not null,
    act text not null,
    service text,
    notification_id uuid,
    made_id uuid,
    who text not null,
    name text,
    reason text,
    redact_at timestamptz
);
create index staff_action_by_notification on staff_action (notification_id) where notification_id is not null;
create index staff_action_by_made on staff_action (made_id) where made_id is not null;
create index staff_action_to_redact on staff_action (redact_at) where redact_at is not null;

-- The last stop and the last release of each scope; an empty text stands for 'all of them'. A stop holds unless a release as
-- young as it is known, whichever was read first.
create table brake (
    service text not null,
    rule_id text not null,
    template_id text not null,
    batch_id text not null,
    stop_id uuid,
    stopped_at timestamptz,
    stopped_by text,
    release_id uuid,
    released_at timestamptz,
    released_by text,
    primary key (service, rule_id, template_id, batch_id)
);

-- The addresses that are not written to, by their keys.
create table suppression (
    recipient_key text primary key,
    channel text not null,
    reason text not null,
    evidence text,
    notification_id uuid,
    since timestamptz not null,
    until timestamptz,
    released_by text,
    released_at timestamptz
);

-- Sessions that the issuer ended, from any instance for all: one of them by its id, or all that a person had begun by then.
create table ended_session (
    session text,
    subject text,
    ended_at timestamptz not null
);
create index ended_session_by_session on ended_session (session) where session is not null;
create index ended_session_by_subject on ended_session (subject) where session is null;
