-- Names compare byte by byte (collation "C"): an identifier is never equal to another that merely sorts the same.
create table integration (
    id                      uuid primary key,
    version                 integer not null,
    name                    text collate "C" not null,
    type                    text not null,
    category                text not null,
    description             text,
    enabled                 boolean not null,
    configuration           text not null,
    credentials_key_version integer,
    credentials_wrapped_key bytea,
    credentials_ciphertext  bytea,
    created_at              timestamptz not null,
    created_by              text not null,
    updated_at              timestamptz not null,
    updated_by              text not null,
    constraint integration_name_is_unique unique (name)
);

create table model (
    id                      uuid primary key,
    version                 integer not null,
    integration_id          uuid not null,
    name                    text collate "C" not null,
    description             text,
    enabled                 boolean not null,
    configuration           text not null,
    credentials_key_version integer,
    credentials_wrapped_key bytea,
    credentials_ciphertext  bytea,
    max_tokens              bigint,
    frequency               text,
    created_at              timestamptz not null,
    created_by              text not null,
    updated_at              timestamptz not null,
    updated_by              text not null,
    constraint model_belongs_to_an_integration foreign key (integration_id) references integration (id) on delete cascade,
    constraint model_name_is_unique_within_its_integration unique (integration_id, name)
);

-- A bare model name is looked up without its integration.
create index model_by_name on model (name);
