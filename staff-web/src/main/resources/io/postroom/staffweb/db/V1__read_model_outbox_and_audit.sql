-- What happened to each notification. Nothing here says who somebody is: recipient_key and case_index are keyed hashes;
-- case_reference and recipient_reference are removed when redact_at has come.
create table notification (
    id uuid primary key,
    service text not null,
    channel text not null,
    language text not null,
    case_index text,
    case_reference text,
    recipient_key text not null,
    recipient_role text,
    recipient_reference text,
    event_source text not null,
    event_id text not null,
    event_type text,
    event_time timestamptz,
    rule_id text,
    template_id text not null,
    template_hash text not null,
    batch_row integer,
    created_at timestamptz not null,
    state text not null,
    reason text,
    state_at timestamptz not null,
    redact_at timestamptz
);
create index notification_by_case on notification (case_index, created_at desc) where case_index is not null;
create index notification_by_recipient on notification (recipient_key, created_at desc);
create index notification_by_event on notification (event_id);
create index notification_by_day on notification (created_at);
create index notification_to_redact on notification (redact_at) where redact_at is not null;

-- Every step that was ever told, in whichever order; the state above is a function of these.
create table notification_step (
    notification_id uuid not null,
    state text not null,
    occurred_at timestamptz not null,
    attempt integer not null,
    reason text,
    provider text,
    provider_detail text,
    primary key (notification_id, state, occurred_at, attempt)
);

-- What became of each event in each service.
create table decision (
    id uuid primary key,
    service text not null,
    case_index text,
    case_reference text,
    event_source text not null,
    event_id text not null,
    event_type text,
    event_time timestamptz,
    outcome text not null,
    reason text,
    decided_at timestamptz not null,
    redact_at timestamptz
);
create index decision_by_case on decision (case_index, decided_at desc) where case_index is not null;
create index decision_by_event on decision (event_id);
create index decision_to_redact on decision (redact_at) where redact_at is not null;

create table verdict (
    decision_id uuid not null,
    position integer not null,
    rule_id text,
    recipient_role text,
    channel text,
    outcome text not null,
    reason text,
    detail text,
    notification_id uuid,
    primary key (decision_id, position)
);

-- What is to be published. The payload is personal data and goes as soon as the broker has it; the row stays, so that the
-- same send asked for twice is published once.
create table outbox (
    position bigint generated always as identity primary key,
    send_id uuid not null,
    batch_row integer not null default -1,
    payload bytea,
    added_at timestamptz not null,
    published_at timestamptz,
    unique (send_id, batch_row)
);
create index outbox_waiting on outbox (position) where published_at is null;

-- Who did and saw what. Only ever added to: the trigger holds also for whoever owns the table.
create table audit (
    position bigint generated always as identity primary key,
    at timestamptz not null,
    who text not null,
    act text not null,
    service text,
    about text
);
create index audit_by_time on audit (at desc);

create function audit_is_only_added_to() returns trigger language plpgsql as $$
begin
    raise exception 'The audit is only added to.';
end $$;
create trigger audit_stays before update or delete on audit
    for each row execute function audit_is_only_added_to();
create trigger audit_is_never_emptied before truncate on audit
    for each statement execute function audit_is_only_added_to();
