-- Which models a virtual model stands for, in order. By row, not by name: a model that is deleted is no target any longer, and
-- one that is made later under the same name does not become one.
create table virtual_target (
    model_id  uuid not null,
    place     integer not null,
    target_id uuid not null,
    weight    integer not null,
    primary key (model_id, place),
    constraint virtual_target_goes_with_its_model foreign key (model_id) references model (id) on delete cascade,
    constraint virtual_target_goes_with_the_other foreign key (target_id) references model (id) on delete cascade,
    constraint virtual_target_has_a_share check (weight >= 1)
);

create index virtual_target_by_target on virtual_target (target_id);

-- As before, and tells models by name where a row has nothing else of them.
create or replace function audit_change() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    secrets constant text[] := string_to_array(tg_argv[2], ',');
    before  constant jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    after   constant jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    changed text[];
    id      text;
begin
    select array_agg(key order by key) into changed
    from jsonb_each(coalesce(after, before))
    where before -> key is distinct from after -> key
      and (tg_op <> 'UPDATE' or key not in ('version', 'updated_at', 'updated_by', 'claimed_at'))
      -- The same secret under another key-encryption key is the same secret.
      and (tg_op <> 'UPDATE' or key not like '%\_key\_version' and key not like '%\_wrapped\_key');
    if changed is null then
        return null;
    end if;
    select string_agg(
        case when part = 'integration_id' then
            (select name from public.integration i where i.id::text = coalesce(after, before) ->> part)
        when tg_argv[0] = 'VIRTUAL_TARGET' then
            coalesce(
                (select i.name || ':' || m.name from public.model m join public.integration i on i.id = m.integration_id
                 where m.id::text = coalesce(after, before) ->> part),
                coalesce(after, before) ->> part)
        else coalesce(after, before) ->> part end, ':' order by place)
    into id from unnest(string_to_array(tg_argv[1], ',')) with ordinality as parts (part, place);
    insert into public.audit_entry (kind, actor, access_key_id, address, action, target_type, target_id, changed, before, after)
    values (
        'CHANGE', coalesce(public.audit_setting('actor'), 'database ' || session_user), public.audit_setting('access_key'),
        public.audit_setting('address'),
        case tg_op when 'INSERT' then 'CREATE' else tg_op end, tg_argv[0], id, changed,
        public.audit_view(before, secrets), public.audit_view(after, secrets));
    return null;
end $$;

create trigger virtual_target_is_audited after insert or update or delete on virtual_target for each row
    execute function audit_change('VIRTUAL_TARGET', 'model_id,target_id', '');

-- The virtual model that was asked for, as integration:model, where another one answered; and how often the call was sent.
alter table usage_entry add column requested_model text, add column attempts integer not null default 1;
