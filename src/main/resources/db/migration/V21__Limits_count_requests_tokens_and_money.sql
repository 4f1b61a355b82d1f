-- How much may be used in a period: of an integration, a model, or by an application, a group, a user. A limit goes with what
-- it is on. Requests and tokens are counted as they are, money in billionths of a US dollar. One part of a limit on tokens may
-- be missing, as the contract lets a model be saved with one of them; only both together limit anything.
create table usage_limit (
    id             bigint generated always as identity primary key,
    target_type    text not null,
    target_id      text collate "C" not null,
    counts         text not null,
    period         text,
    amount         bigint,
    integration_id uuid,
    model_id       uuid,
    application_id text collate "C",
    group_id       text collate "C",
    user_id        text collate "C",
    owner_app      text,
    created_at     timestamptz not null,
    created_by     text not null,
    updated_at     timestamptz not null,
    updated_by     text not null,
    constraint limit_is_whole_or_of_the_contract check (
        amount is not null and period is not null
        or counts = 'TOKENS' and target_type in ('INTEGRATION_PROVIDER', 'INTEGRATION')
            and (amount is not null or period is not null)),
    constraint limit_is_not_negative check (amount >= 0),
    constraint limit_counts_something_known check (counts in ('REQUESTS', 'TOKENS', 'MONEY')),
    constraint limit_period_is_known check (period in ('MINUTE', 'DAY', 'WEEK', 'MONTH')),
    constraint limit_is_on_one_thing check (
        case target_type
            when 'INTEGRATION_PROVIDER' then integration_id is not null and model_id is null
            when 'INTEGRATION' then integration_id is not null and model_id is not null
            when 'APPLICATION' then application_id is not null
            when 'GROUP' then group_id is not null
            when 'USER' then user_id is not null
            else false end),
    constraint limit_goes_with_its_integration foreign key (integration_id) references integration (id) on delete cascade,
    constraint limit_goes_with_its_model foreign key (model_id) references model (id) on delete cascade,
    constraint limit_goes_with_its_application foreign key (application_id) references application (id) on delete cascade,
    constraint limit_goes_with_its_group foreign key (group_id) references user_group (id) on delete cascade,
    constraint limit_goes_with_its_user foreign key (user_id) references user_account (id) on delete cascade
);

create unique index limit_is_said_once on usage_limit (target_type, target_id, counts, coalesce(period, ''));
create index usage_limit_by_integration on usage_limit (integration_id) where integration_id is not null;
create index usage_limit_by_model on usage_limit (model_id) where model_id is not null;

insert into usage_limit (
    target_type, target_id, counts, period, amount, integration_id, model_id, owner_app,
    created_at, created_by, updated_at, updated_by)
select target_type, target_id, 'TOKENS', period, max_tokens, integration_id, model_id, owner_app,
    created_at, created_by, updated_at, updated_by
from token_limit;

drop table token_limit;

create trigger usage_limit_is_audited after insert or update or delete on usage_limit for each row
    execute function audit_change('LIMIT', 'target_type,target_id', '');

-- What has been handed out of a limit in a period that begins then: all of it together, and the part of each lease, which is
-- what one node has of it. Of its part a node has used some, and holds the rest in hand: reserved by calls, or free.
create table limit_count (
    limit_id     bigint not null,
    period_start timestamptz not null,
    taken        bigint not null default 0,
    refused      bigint not null default 0,
    primary key (limit_id, period_start),
    constraint count_is_of_a_limit foreign key (limit_id) references usage_limit (id) on delete cascade
);

create table limit_lease (
    limit_id     bigint not null,
    period_start timestamptz not null,
    lease        uuid not null,
    step         bigint not null,
    taken        bigint not null,
    in_hand      bigint not null,
    refused      bigint not null,
    expires_at   timestamptz not null,
    primary key (limit_id, period_start, lease),
    constraint lease_is_part_of_a_count foreign key (limit_id, period_start)
        references limit_count (limit_id, period_start) on delete cascade
);

-- A node says what it has (own, in_hand, refusals; always all of it, so that saying it twice or not hearing the answer does no
-- harm) and is given more: what it needs or what is left of it, and to spare only while much is left for everybody. A step
-- that comes after a later one is late and changes nothing. Answers null for a limit that is gone.
create function draw_on_limit(
    the_limit bigint, start timestamptz, the_lease uuid, this_step bigint, own bigint, own_in_hand bigint, own_refused bigint,
    need bigint, spare bigint, one_call bigint, alive interval, out granted bigint, out remaining bigint)
    language plpgsql as $$
declare
    allowed bigint;
    total   bigint;
    mine    limit_lease%rowtype;
begin
    select amount into allowed from usage_limit where id = the_limit for key share;
    if allowed is null then
        return;
    end if;
    insert into limit_count (limit_id, period_start) values (the_limit, start) on conflict do nothing;
    if found then
        -- The period before stays: a node whose clock is behind may still be in it.
        delete from limit_count where limit_id = the_limit and period_start < (
            select max(period_start) from limit_count where limit_id = the_limit and period_start < start);
    end if;
    select taken into total from limit_count where limit_id = the_limit and period_start = start for update;
    select * into mine from limit_lease where limit_id = the_limit and period_start = start and lease = the_lease;
    if mine.step >= this_step then
        granted := 0;
        remaining := greatest(0, allowed - total);
        return;
    end if;
    total := total - coalesce(mine.taken, 0) + own;
    granted := greatest(0, least(need, allowed - total));
    if granted = need and (allowed - total - need) / 8 >= one_call then
        granted := need + least(spare, (allowed - total - need) / 8);
    end if;
    remaining := greatest(0, allowed - total - granted);
    update limit_count set taken = total + granted, refused = refused - coalesce(mine.refused, 0) + own_refused
        where limit_id = the_limit and period_start = start;
    insert into limit_lease (limit_id, period_start, lease, step, taken, in_hand, refused, expires_at)
        values (the_limit, start, the_lease, this_step, own + granted, own_in_hand + granted, own_refused, now() + alive)
        on conflict (limit_id, period_start, lease) do update set
            step = excluded.step, taken = excluded.taken, in_hand = excluded.in_hand, refused = excluded.refused,
            expires_at = excluded.expires_at;
end $$;
