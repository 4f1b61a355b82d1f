-- Whoever listens hears of a new version of the access graph once it is committed. Notifying takes a lock that all commits with a
-- notification share; they wait for each other here already, for the row of the version.
create function tell_acl_version() returns trigger language plpgsql as $$
begin
    perform pg_notify('stagedoor_acl_version', new.version::text);
    return null;
end $$;

create trigger acl_version_is_told after update on acl_version for each row execute function tell_acl_version();
