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

create trigger virtual_target_is_audited after insert or update or delete on virtual_target for each row
    execute function audit_change('VIRTUAL_TARGET', 'model_id,place', '');

-- The virtual model that was asked for, as integration:model, where another one answered; and how often the call was sent.
alter table usage_entry add column requested_model text, add column attempts integer not null default 1;
