-- How many secrets are under which key-encryption key, and the next ones to re-wrap. Rows without secrets are left out.
create index integration_by_key on integration (credentials_key_version, id) where credentials_key_version is not null;
create index model_by_key on model (credentials_key_version, id) where credentials_key_version is not null;
create index secret_by_key on secret (value_key_version, id);
