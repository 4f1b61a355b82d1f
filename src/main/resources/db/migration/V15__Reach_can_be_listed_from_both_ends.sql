-- Every target that Stagedoor keeps itself, once with itself and once with what contains it.
create view target_container (target_type, target_id, container_type, container_id) as
    select 'INTEGRATION_PROVIDER', name, 'INTEGRATION_PROVIDER', name from integration
    union all
    select 'INTEGRATION', i.name || ':' || m.name, 'INTEGRATION', i.name || ':' || m.name
    from model m join integration i on i.id = m.integration_id
    union all
    select 'INTEGRATION', i.name || ':' || m.name, 'INTEGRATION_PROVIDER', i.name
    from model m join integration i on i.id = m.integration_id
    union all
    select 'PROMPT', name, 'PROMPT', name from prompt
    union all
    select 'SECRET', name, 'SECRET', name from secret
    union all
    select 'APPLICATION', id, 'APPLICATION', id from application;

-- What a principal, a group or a role counts as.
create function subjects_of(type text, id text) returns table (subject_type text, subject_id text) language sql stable as $$
    select s.subject_type, s.subject_id from principal_subject s where $1 = 'USER' and s.principal_id = $2
    union
    select $1, g.id from user_group g where $1 = 'GROUP' and g.id = $2
    union
    select 'ROLE', unnest(g.roles) from user_group g where $1 = 'GROUP' and g.id = $2
    union
    select $1, $2 where $1 = 'ROLE'
$$;

-- What a principal, a group or a role may do to what: every target that is there now, and what is granted on targets that
-- others keep.
create function reach_of(type text, id text) returns table (target_type text, target_id text, access integer)
    language sql stable as $$
    with subject as materialized (select * from subjects_of($1, $2)),
    held as materialized (
        select g.target_type, g.target_id, bit_or(g.access) as access
        from subject s join access_grant g using (subject_type, subject_id) group by g.target_type, g.target_id),
    named as materialized (
        select * from held where held.target_type <> 'TAG'
        union all
        select t.target_type, t.target_id, h.access
        from held h join tag t on t.key || ':' || t.value = h.target_id where h.target_type = 'TAG'),
    everywhere as (
        select r.target_type, bit_or(r.access) as access
        from subject s join role_access r on s.subject_type = 'ROLE' and r.role = s.subject_id group by r.target_type),
    reached as (
        select n.* from named n join integration i on i.name = n.target_id where n.target_type = 'INTEGRATION_PROVIDER'
        union all
        select n.* from named n join integration i on i.name = split_part(n.target_id, ':', 1)
            join model m on m.integration_id = i.id and m.name = substr(n.target_id, length(i.name) + 2)
            where n.target_type = 'INTEGRATION'
        union all
        select 'INTEGRATION', i.name || ':' || m.name, n.access from named n join integration i on i.name = n.target_id
            join model m on m.integration_id = i.id where n.target_type = 'INTEGRATION_PROVIDER'
        union all
        select n.* from named n join prompt p on p.name = n.target_id where n.target_type = 'PROMPT'
        union all
        select n.* from named n join secret s on s.name = n.target_id where n.target_type = 'SECRET'
        union all
        select n.* from named n join application a on a.id = n.target_id where n.target_type = 'APPLICATION'
        union all
        select n.* from named n
            where n.target_type not in ('INTEGRATION_PROVIDER', 'INTEGRATION', 'PROMPT', 'SECRET', 'APPLICATION')
        union all
        select c.target_type, c.target_id, e.access
        from everywhere e join target_container c on c.container_type = e.target_type)
    select r.target_type, r.target_id, bit_or(r.access) from reached r group by r.target_type, r.target_id
$$;

-- Who may do what to a target: the same from its other end.
create function holders_of(type text, id text) returns table (principal_id text, access integer) language sql stable as $$
    with container as materialized (
        select $1 as type, $2 as id
        union all
        select 'INTEGRATION_PROVIDER', split_part($2, ':', 1) where $1 = 'INTEGRATION'),
    place as (
        select * from container
        union all
        select 'TAG', t.key || ':' || t.value from container c join tag t on t.target_type = c.type and t.target_id = c.id),
    given as materialized (
        select g.subject_type, g.subject_id, bit_or(g.access) as access
        from place p join access_grant g on g.target_type = p.type and g.target_id = p.id
        group by g.subject_type, g.subject_id
        union all
        select 'ROLE', r.role, bit_or(r.access) from container c join role_access r on r.target_type = c.type group by r.role),
    held as (
        select u.id as principal_id, g.access from given g join user_account u on u.id = g.subject_id
        where g.subject_type = 'USER'
        union all
        select 'app:' || a.id, g.access from given g join application a on 'app:' || a.id = g.subject_id
        where g.subject_type = 'USER'
        union all
        select m.user_id, g.access from given g join group_member m on m.group_id = g.subject_id
        where g.subject_type = 'GROUP'
        union all
        select p.principal_id, g.access from given g cross join lateral principals_of('ROLE', g.subject_id) p
        where g.subject_type = 'ROLE')
    select h.principal_id, bit_or(h.access) from held h group by h.principal_id
$$;
