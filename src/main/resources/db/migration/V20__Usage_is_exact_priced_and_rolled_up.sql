-- What a call cost, when it was made: later prices do not change it. In billionths of a US dollar.
alter table usage_entry
    add column cached_tokens    bigint not null default 0,
    add column reasoning_tokens bigint not null default 0,
    add column estimated        boolean not null default false,
    add column cost_nanos       bigint not null default 0;

-- What a model costs now, in billionths of a US dollar for a million tokens. A price goes with its model.
create table model_price (
    model_id           uuid primary key,
    target_id          text collate "C" not null,
    input_nanos        bigint not null,
    cached_input_nanos bigint,
    output_nanos       bigint not null,
    updated_at         timestamptz not null,
    updated_by         text not null,
    constraint price_is_not_negative check (input_nanos >= 0 and cached_input_nanos >= 0 and output_nanos >= 0),
    constraint price_goes_with_its_model foreign key (model_id) references model (id) on delete cascade
);

create trigger model_price_is_audited after insert or update or delete on model_price for each row
    execute function audit_change('PRICE', 'target_id', '');

-- Latencies are kept by class, a tenth wide: the longest in each class, and how many they are.
create function usage_latency_class(millis bigint) returns integer language sql immutable parallel safe as
    'select cast(ln(cast(greatest(millis, 0) + 1 as double precision)) * 10 as integer)';

create function usage_latencies_together(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe as $$
    select case when a is null then b when b is null then a else (
        select array_agg(array[longest, calls] order by class)
        from (
            select usage_latency_class(latencies[i][1]) as class, max(latencies[i][1]) as longest,
                cast(sum(latencies[i][2]) as bigint) as calls
            from (select a || b as latencies) as both_of_them, generate_subscripts(latencies, 1) as i
            group by class) as classes) end
$$;

-- No row may come in between. Those that are there already go past the triggers once, into a table that is gone then.
lock table usage_entry in share row exclusive mode;
create temporary table usage_until_now (like usage_entry) on commit drop;

-- Sums of the rows by hour and by day, which begin in UTC: by model, and by who called. A trigger adds what is really
-- inserted, in the same transaction, whoever inserts it; in the order of the key, so that two writers cannot wait for each
-- other. The rows are gone through once, for all of them. Tokens and costs are numeric, as clients may report any numbers.
do $migration$
declare
    rollup    record;
    additions text[];
    source    text;
begin
    for rollup in
        select 'usage_' || unit || '_by_' || what as name, unit, dimensions
        from (values ('hour'), ('day')) as units (unit),
            (values ('model', 'integration, model, endpoint, outcome'),
                ('principal', 'principal_id, access_key_id, endpoint, outcome')) as kinds (what, dimensions)
    loop
        execute format(
            $sql$
            create table %1$s (
                at %2$s,
                calls             bigint not null,
                estimated_calls   bigint not null,
                prompt_tokens     numeric not null,
                completion_tokens numeric not null,
                cached_tokens     numeric not null,
                reasoning_tokens  numeric not null,
                total_tokens      numeric not null,
                cost_nanos        numeric not null,
                duration_ms       numeric not null,
                latencies         bigint[],
                primary key (at, %3$s)
            ) with (fillfactor = 70)
            $sql$,
            rollup.name, 'timestamptz not null, ' || replace(rollup.dimensions, ',', ' text not null,') || ' text not null',
            rollup.dimensions);

        additions := additions || format(
            $sql$
            added_to_%1$s as (
                insert into %1$s as kept
                select at, %3$s, sum(calls), sum(estimated_calls), sum(prompt), sum(completion), sum(cached), sum(reasoning),
                    sum(total), sum(cost), sum(duration), array_agg(array[longest, calls] order by class) filter (where class is not null)
                from (
                    select date_trunc('%2$s', hour, 'UTC') as at, %3$s, class, sum(calls)::bigint as calls,
                        sum(estimated_calls)::bigint as estimated_calls, sum(prompt) as prompt, sum(completion) as completion,
                        sum(cached) as cached, sum(reasoning) as reasoning, sum(total) as total, sum(cost) as cost,
                        sum(duration) as duration, max(longest) as longest
                    from classes group by 1, %3$s, class) as classes_of_these
                group by at, %3$s
                order by at, %3$s
                on conflict (at, %3$s) do update set
                    calls = kept.calls + excluded.calls,
                    estimated_calls = kept.estimated_calls + excluded.estimated_calls,
                    prompt_tokens = kept.prompt_tokens + excluded.prompt_tokens,
                    completion_tokens = kept.completion_tokens + excluded.completion_tokens,
                    cached_tokens = kept.cached_tokens + excluded.cached_tokens,
                    reasoning_tokens = kept.reasoning_tokens + excluded.reasoning_tokens,
                    total_tokens = kept.total_tokens + excluded.total_tokens,
                    cost_nanos = kept.cost_nanos + excluded.cost_nanos,
                    duration_ms = kept.duration_ms + excluded.duration_ms,
                    latencies = usage_latencies_together(kept.latencies, excluded.latencies))
            $sql$,
            rollup.name, rollup.unit, rollup.dimensions);
    end loop;

    -- Plans are kept here although the program's are not: these depend on no value.
    execute format(
        $sql$
        create function add_up_usage() returns trigger language plpgsql set plan_cache_mode = auto as $body$
        declare
            parts bigint;
        begin
            with classes as materialized (
                select date_trunc('hour', started_at, 'UTC') as hour, integration, model, principal_id,
                    coalesce(access_key_id, '') as access_key_id, endpoint, outcome,
                    case when endpoint <> 'registered' then usage_latency_class(duration_ms) end as class, count(*) as calls,
                    count(*) filter (where estimated) as estimated_calls, coalesce(sum(prompt_tokens), 0) as prompt,
                    coalesce(sum(completion_tokens), 0) as completion, sum(cached_tokens) as cached,
                    sum(reasoning_tokens) as reasoning, coalesce(sum(total_tokens), 0) as total, sum(cost_nanos) as cost,
                    sum(duration_ms) as duration, max(duration_ms) as longest
                from inserted
                group by 1, integration, model, principal_id, 5, endpoint, outcome, 8),
            %s
            select count(*) into parts from classes;
            return null;
        end $body$
        $sql$,
        array_to_string(additions, ','));

    foreach source in array array['usage_entry', 'usage_until_now'] loop
        execute format(
            'create trigger usage_adds_up after insert on %s referencing new table as inserted
                for each statement execute function add_up_usage()',
            source);
    end loop;
end $migration$;

insert into usage_until_now select * from usage_entry;

create index usage_day_by_model_of_one on usage_day_by_model (integration, model, at);
create index usage_day_by_principal_of_one on usage_day_by_principal (principal_id, at);
