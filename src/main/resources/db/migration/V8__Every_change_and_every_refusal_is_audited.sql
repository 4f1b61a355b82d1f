-- One row per changed row, written by triggers in the transaction of the change, and one per refusal. Whoever changes
-- something says before who they are: stagedoor.actor, stagedoor.access_key and stagedoor.address, set for the transaction.
create table audit_entry (
    id            bigint generated always as identity primary key,
    at            timestamptz not null default clock_timestamp(),
    kind          text not null,
    actor         text not null,
    access_key_id text,
    address       text,
    action        text not null,
    target_type   text,
    target_id     text,
    changed       text[],
    before        jsonb,
    after         jsonb,
    status        integer,
    reason        text,
    times         integer not null default 1,
    constraint audit_kind_is_known check (kind in ('CHANGE', 'REFUSAL'))
);

create index audit_entry_by_actor on audit_entry (actor, id);
create index audit_entry_by_target on audit_entry (target_type, target_id, id);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries are neither changed nor removed';
end $$;

create trigger audit_entries_stay before update or delete or truncate on audit_entry
    for each statement execute function audit_is_append_only();

create function audit_setting(name text) returns text language sql stable as
    'select nullif(current_setting(''stagedoor.'' || name, true), '''')';

-- A row as it may be shown: without its version, and with a mask in the place of every secret.
create function audit_view(stored jsonb, secrets text[]) returns jsonb language sql immutable as $$
    select jsonb_object_agg(
        key, case when key = any (secrets) and value <> 'null' then '"***"'::jsonb else value end)
    from jsonb_each(stored) where key <> 'version'
$$;

-- Arguments: the type of target; the columns that make its id, of which integration_id is shown by name; those that are
-- secret. What only counts or dates a change is no change. The owner's rights, so that the application needs none to
-- write here.
create function audit_change() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
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
        case part when 'integration_id'
            then (select name from public.integration i where i.id::text = coalesce(after, before) ->> part)
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

-- The only other way in.
create function audit_refusal(
    first timestamptz, actor text, access_key_id text, address text, action text, status integer, reason text, times integer)
    returns void language sql security definer set search_path = pg_catalog, public as $$
    insert into public.audit_entry (at, kind, actor, access_key_id, address, action, status, reason, times)
    values (first, 'REFUSAL', actor, access_key_id, address, action, status, reason, times)
$$;

-- Models go before their integration, while its name can still be told.
create function remove_models_first() returns trigger language plpgsql as $$
begin
    delete from model where integration_id = old.id;
    return old;
end $$;

create trigger models_go_before_their_integration before delete on integration
    for each row execute function remove_models_first();

create trigger integration_is_audited after insert or update or delete on integration for each row
    execute function audit_change('INTEGRATION_PROVIDER', 'name', 'credentials_key_version,credentials_wrapped_key,credentials_ciphertext');
create trigger model_is_audited after insert or update or delete on model for each row
    execute function audit_change('INTEGRATION', 'integration_id,name', 'credentials_key_version,credentials_wrapped_key,credentials_ciphertext');
create trigger user_is_audited after insert or update or delete on user_account for each row
    execute function audit_change('USER', 'id', '');
create trigger group_is_audited after insert or update or delete on user_group for each row
    execute function audit_change('GROUP', 'id', '');
create trigger membership_is_audited after insert or update or delete on group_member for each row
    execute function audit_change('MEMBERSHIP', 'group_id,user_id', '');
create trigger application_is_audited after insert or update or delete on application for each row
    execute function audit_change('APPLICATION', 'id', '');
create trigger access_key_is_audited after insert or update or delete on access_key for each row
    execute function audit_change('ACCESS_KEY', 'id', 'secret_hash');
create trigger grant_is_audited after insert or update or delete on access_grant for each row
    execute function audit_change('GRANT', 'subject_type,subject_id,target_type,target_id', '');
create trigger tag_is_audited after insert or update or delete on tag for each row
    execute function audit_change('TAG', 'target_type,target_id,key,value', '');
