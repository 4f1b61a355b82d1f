-- One row per name, so that a name has one owner and those who change a prompt wait for each other.
create table prompt (
    name    text collate "C" primary key,
    version integer not null
);

create table prompt_version (
    id           uuid primary key,
    version      integer not null,
    prompt       text collate "C" not null,
    number       integer not null,
    template     text not null,
    description  text not null,
    -- Models as they were named, integration:model; what is named need not exist.
    integrations text[] not null,
    created_at   timestamptz not null,
    created_by   text not null,
    updated_at   timestamptz not null,
    updated_by   text not null,
    constraint prompt_version_belongs_to_a_prompt foreign key (prompt) references prompt (name),
    constraint prompt_version_number_is_unique_within_its_prompt unique (prompt, number),
    constraint prompt_version_number_is_positive check (number > 0)
);

create trigger prompt_is_audited after insert or update or delete on prompt for each row
    execute function audit_change('PROMPT', 'name', '');
create trigger prompt_version_is_audited after insert or update or delete on prompt_version for each row
    execute function audit_change('PROMPT_VERSION', 'prompt,number', '');
