-- A spreadsheet that somebody uploaded, from its upload to its last message. What names people is removed when redact_at
-- has come: the file and its name, and what its rows say.
create table batch (
    id uuid primary key,
    service text not null,
    template_id text not null,
    channel text not null,
    language text not null,
    template_hash text not null,
    file_name text,
    file_hash text not null,
    file bytea,
    uploaded_by text not null,
    uploaded_by_name text,
    uploaded_at timestamptz not null,
    state text not null,
    -- Which instance checks it, and until when the others leave it alone.
    lease uuid,
    lease_until timestamptz,
    rows_found integer not null default 0,
    rows_checked integer not null default 0,
    good integer not null default 0,
    repeated integer not null default 0,
    sent_today integer not null default 0,
    parts bigint not null default 0,
    international integer not null default 0,
    problems text,
    columns text,
    leave_out_repeated boolean not null default false,
    leave_out_sent_today boolean not null default false,
    to_send integer not null default 0,
    parts_to_send bigint not null default 0,
    send_at timestamptz,
    -- From when on it is published: a little before send_at, so that all of it waits where it is sent from.
    due_at timestamptz,
    asked_by text,
    asked_at timestamptz,
    approved_by text,
    approved_at timestamptz,
    published_to integer not null default -1,
    published integer not null default 0,
    last_published_at timestamptz,
    ended_at timestamptz,
    -- The command that takes back what was published; null once the broker has it.
    stop_command bytea,
    redact_at timestamptz
);
create index batch_by_service on batch (service, uploaded_at desc);
create index batch_to_do on batch (state) where state in ('UPLOADED', 'SENDING');
create index batch_to_take_back on batch (id) where stop_command is not null;
create index batch_to_redact on batch (redact_at) where redact_at is not null;

-- Its rows. Row counts from 0 below the headers and is part of the ids of messages; number is what spreadsheet programs
-- show. A good row has the request that will be sent, a bad one its cells and what is wrong with them.
create table batch_row (
    batch_id uuid not null references batch (id) on delete cascade,
    row integer not null,
    number integer not null,
    message bytea,
    cells text,
    problems text,
    recipient_key text,
    notification_id uuid,
    -- The first row with the same recipient and content.
    repeats integer,
    parts integer not null default 0,
    sent_today boolean not null default false,
    primary key (batch_id, row)
);

-- Asked for beside the batch, since the one that publishes holds its row.
create table batch_stop (
    batch_id uuid primary key references batch (id) on delete cascade,
    asked_by text not null,
    asked_at timestamptz not null
);
