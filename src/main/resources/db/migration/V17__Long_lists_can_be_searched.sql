-- A part of a name is found by the groups of three letters in it. Where the owner may not have the extension, or the server
-- does not bring it, searching works all the same and reads the whole list.
do $$
begin
    create extension if not exists pg_trgm;
    create index model_by_part on model
        using gin ((name collate "default") gin_trgm_ops, (description collate "default") gin_trgm_ops);
    create index user_account_by_part on user_account
        using gin ((id collate "default") gin_trgm_ops, (name collate "default") gin_trgm_ops);
exception
    when insufficient_privilege or feature_not_supported or undefined_file or undefined_object then
        raise notice 'Long lists are searched without an index: %', sqlerrm;
end
$$;
