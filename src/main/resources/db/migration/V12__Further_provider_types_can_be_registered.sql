-- Servers that speak OpenAI's API, registered beside the provider types that the program brings along. The type is in lower
-- case here, as names of types are compared; the definition is JSON, and spells it as it was registered.
create table provider_definition (
    type       text collate "C" primary key,
    version    integer not null,
    definition text not null,
    constraint provider_type_is_in_lower_case check (type = lower(type))
);

create trigger provider_definition_is_audited after insert or update or delete on provider_definition for each row
    execute function audit_change('INTEGRATION_DEF', 'type', '');
