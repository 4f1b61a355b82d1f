-- Where the application logs in as another role than the owner, it may do what it needs and no more: it reads the audit, and
-- writes there through audit_change and audit_refusal alone. Each node does this as it starts, one after the other: PostgreSQL
-- fails with "tuple concurrently updated" when two change the rights on one thing at once.
do $$
begin
    if current_user <> '${application}' and exists (select from pg_roles where rolname = '${application}') then
        perform pg_advisory_xact_lock(hashtextextended('stagedoor.application.rights', 0));
        grant usage on schema public to "${application}";
        grant select, insert, update, delete on all tables in schema public to "${application}";
        grant usage on all sequences in schema public to "${application}";
        revoke insert, update, delete, truncate on audit_entry from "${application}";
        revoke all on flyway_schema_history from "${application}";
    end if;
end $$;
