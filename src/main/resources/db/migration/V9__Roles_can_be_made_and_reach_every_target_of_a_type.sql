-- Roles beside the system's own. Names are kept in upper case, as everywhere; title is the name as it was typed.
create table custom_role (
    name        text collate "C" primary key,
    version     integer not null,
    title       text not null,
    permissions text[] not null,
    created_at  timestamptz not null,
    created_by  text not null,
    updated_at  timestamptz not null,
    updated_by  text not null,
    constraint role_name_is_upper_case check (name = upper(name))
);

-- What a role gives on every target of a type, present and future: the access words that its permissions name.
create table role_access (
    role        text collate "C" not null,
    target_type text not null,
    access      integer not null,
    primary key (role, target_type),
    constraint role_access_gives_something check (access between 1 and 31)
);

insert into role_access (role, target_type, access) values ('PROMPT_MANAGER', 'PROMPT', 31);

-- An admin may do everything; every type of target there is, so that queries need no exception.
insert into role_access (role, target_type, access)
select 'ADMIN', unnest(array[
    'WORKFLOW', 'WORKFLOW_DEF', 'WORKFLOW_SCHEDULE', 'EVENT_HANDLER', 'TASK_DEF', 'TASK_REF_NAME', 'TASK_ID',
    'APPLICATION', 'USER', 'SECRET', 'ENV_VARIABLE', 'TAG', 'DOMAIN', 'INTEGRATION_PROVIDER',
    'INTEGRATION', 'PROMPT', 'USER_FORM_TEMPLATE', 'SCHEMA', 'CLUSTER_CONFIG', 'WEBHOOK', 'API_GATEWAY_SERVICE',
    'API_GATEWAY_SERVICE_ROUTE', 'AUTH_CONFIG', 'GROUP', 'ROLE', 'SERVICE_REGISTRY']), 31;

create trigger role_is_audited after insert or update or delete on custom_role for each row
    execute function audit_change('ROLE', 'name', '');

-- From a role to those who have it, without reading everybody. Changes go in at once: a list of those that wait would have to be
-- read by every search.
create index user_account_by_role on user_account using gin ((roles || claimed_roles)) with (fastupdate = off);
create index user_group_by_role on user_group using gin (roles) with (fastupdate = off);
create index application_by_role on application using gin (roles) with (fastupdate = off);

-- Who counts as a subject: principal_subject read from its other end. The collation is that of the indices on roles; the
-- caller's, which a parameter takes over, would make them useless.
create function principals_of(type text, id text) returns table (principal_id text) language sql stable as $$
    select u.id from user_account u where $1 = 'USER' and u.id = $2
    union
    select 'app:' || a.id from application a where $1 = 'USER' and 'app:' || a.id = $2
    union
    select m.user_id from group_member m where $1 = 'GROUP' and m.group_id = $2
    union
    select u.id from user_account u where $1 = 'ROLE' and u.roles || u.claimed_roles @> array[$2 collate "default"]
    union
    select 'app:' || a.id from application a where $1 = 'ROLE' and a.roles @> array[$2 collate "default"]
    union
    select m.user_id from user_group g join group_member m on m.group_id = g.id where $1 = 'ROLE' and g.roles @> array[$2 collate "default"]
$$;
