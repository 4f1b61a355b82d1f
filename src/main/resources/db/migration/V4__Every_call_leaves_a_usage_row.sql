create table usage_entry (
    id                uuid primary key,
    started_at        timestamptz not null,
    principal_id      text not null,
    access_key_id     text,
    integration       text not null,
    model             text not null,
    endpoint          text not null,
    streamed          boolean not null,
    outcome           text not null,
    status            integer not null,
    prompt_tokens     bigint,
    completion_tokens bigint,
    total_tokens      bigint,
    first_byte_ms     bigint,
    duration_ms       bigint not null
);

create index usage_entry_by_model on usage_entry (integration, model, started_at);
create index usage_entry_by_principal on usage_entry (principal_id, started_at);
