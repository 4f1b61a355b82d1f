-- One row per subject and target; access is a bit set: CREATE 1, READ 2, EXECUTE 4, UPDATE 8, DELETE 16.
create table access_grant (
    subject_type text not null,
    subject_id   text collate "C" not null,
    target_type  text not null,
    target_id    text collate "C" not null,
    access       integer not null,
    primary key (subject_type, subject_id, target_type, target_id),
    constraint grant_gives_something check (access between 1 and 31)
);

create index access_grant_by_target on access_grant (target_type, target_id);

create table tag (
    target_type text not null,
    target_id   text collate "C" not null,
    key         text collate "C" not null,
    value       text collate "C" not null,
    primary key (target_type, target_id, key, value)
);

-- The version of the whole access graph. Every change to it takes the next number in its own transaction, so that
-- a reader that sees a number sees all changes up to it and none after.
create table acl_version (
    only_row boolean primary key default true,
    version  bigint not null,
    constraint acl_version_has_one_row check (only_row)
);

insert into acl_version (version) values (1);

-- Who counts as whom: every principal stands for itself, its groups, its roles and the roles of its groups.
-- via_group names the group that brings the role, for explanations.
create view principal_subject (principal_id, subject_type, subject_id, via_group) as
    select id, 'USER', id, null from user_account
    union all
    select user_id, 'GROUP', group_id, null from group_member
    union all
    select id, 'ROLE', unnest(roles || claimed_roles), null from user_account
    union all
    select m.user_id, 'ROLE', unnest(g.roles), g.id from group_member m join user_group g on g.id = m.group_id
    union all
    select 'app:' || id, 'USER', 'app:' || id, null from application
    union all
    select 'app:' || id, 'ROLE', unnest(roles), null from application;

-- Applications act as the principal app:<id>; this finds one without reading them all.
create index application_by_principal on application (('app:' || id));

-- What each principal reaches by grants on targets and on tags; what contains what is the reader's business. Always
-- filtered by principal_id.
create view reached_target (principal_id, target_type, target_id, access) as
    select s.principal_id, g.target_type, g.target_id, g.access
    from principal_subject s
    join access_grant g on g.subject_type = s.subject_type and g.subject_id = s.subject_id
    union all
    select s.principal_id, t.target_type, t.target_id, g.access
    from principal_subject s
    join access_grant g on g.subject_type = s.subject_type and g.subject_id = s.subject_id and g.target_type = 'TAG'
    join tag t on t.key || ':' || t.value = g.target_id;

create index tag_by_name on tag ((key || ':' || value));
