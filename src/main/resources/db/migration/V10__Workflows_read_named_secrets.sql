-- The value is sealed for this row: it does not open in another.
create table secret (
    id                uuid primary key,
    version           integer not null,
    name              text collate "C" not null,
    value_key_version integer not null,
    value_wrapped_key bytea not null,
    value_ciphertext  bytea not null,
    created_at        timestamptz not null,
    created_by        text not null,
    updated_at        timestamptz not null,
    updated_by        text not null,
    constraint secret_name_is_unique unique (name)
);

create trigger secret_is_audited after insert or update or delete on secret for each row
    execute function audit_change('SECRET', 'name', 'value_key_version,value_wrapped_key,value_ciphertext');
