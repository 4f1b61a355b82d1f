-- How many tokens an integration, or one of its models, may use in a period. A limit goes with what it limits. Either part
-- may be missing, as the contract lets a model be saved with one of them; only both together limit anything.
create table token_limit (
    target_type    text not null,
    target_id      text collate "C" not null,
    integration_id uuid not null,
    model_id       uuid,
    max_tokens     bigint,
    period         text,
    owner_app      text,
    created_at     timestamptz not null,
    created_by     text not null,
    updated_at     timestamptz not null,
    updated_by     text not null,
    primary key (target_type, target_id),
    constraint limit_says_something check (max_tokens is not null or period is not null),
    constraint limit_is_not_negative check (max_tokens >= 0),
    constraint limit_period_is_known check (period in ('DAY', 'WEEK', 'MONTH')),
    constraint limit_goes_with_its_integration foreign key (integration_id) references integration (id) on delete cascade,
    constraint limit_goes_with_its_model foreign key (model_id) references model (id) on delete cascade
);

create index token_limit_by_integration on token_limit (integration_id);
create index token_limit_by_model on token_limit (model_id);

-- Models had theirs in their own row until now.
insert into token_limit (
    target_type, target_id, integration_id, model_id, max_tokens, period, created_at, created_by, updated_at, updated_by)
select 'INTEGRATION', i.name || ':' || m.name, i.id, m.id, m.max_tokens,
    case m.frequency when 'daily' then 'DAY' when 'weekly' then 'WEEK' when 'monthly' then 'MONTH' end,
    m.updated_at, m.updated_by, m.updated_at, m.updated_by
from model m join integration i on i.id = m.integration_id
where m.max_tokens is not null or m.frequency is not null;

alter table model drop column max_tokens, drop column frequency;

create trigger token_limit_is_audited after insert or update or delete on token_limit for each row
    execute function audit_change('TOKEN_LIMIT', 'target_type,target_id', '');
