create table user_account (
    id             text collate "C" primary key,
    version        integer not null,
    uuid           uuid not null,
    name           text not null,
    roles          text[] not null,
    -- Roles the identity provider claimed in the newest token seen; kept apart from those given here.
    claimed_roles  text[] not null,
    claimed_at     timestamptz,
    contact        text not null,
    created_at     timestamptz not null,
    constraint user_id_is_lower_case check (id = lower(id)),
    constraint user_id_is_not_an_application check (id not like 'app:%')
);

create table user_group (
    id             text collate "C" primary key,
    version        integer not null,
    description    text not null,
    roles          text[] not null,
    default_access text not null,
    contact        text not null,
    created_at     timestamptz not null
);

create table group_member (
    group_id text collate "C" not null,
    user_id  text collate "C" not null,
    claimed  boolean not null,
    primary key (user_id, group_id, claimed),
    constraint member_joins_an_existing_group foreign key (group_id) references user_group (id) on delete cascade,
    constraint member_is_an_existing_user foreign key (user_id) references user_account (id) on delete cascade
);

create index group_member_by_group on group_member (group_id);

create table application (
    id         text collate "C" primary key,
    version    integer not null,
    name       text not null,
    roles      text[] not null,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    updated_by text not null
);

create table access_key (
    id             text collate "C" primary key,
    application_id text collate "C" not null,
    secret_hash    bytea not null,
    status         text not null,
    created_at     timestamptz not null,
    constraint access_key_status_is_known check (status in ('ACTIVE', 'INACTIVE')),
    constraint access_key_belongs_to_an_application foreign key (application_id) references application (id) on delete cascade
);

create index access_key_by_application on access_key (application_id);
