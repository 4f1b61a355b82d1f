-- What was used by everybody in a period, and an export of it page by page. Rows come in the order of time, so that what the
-- index points at lies together.
create index usage_entry_by_time on usage_entry (started_at, id);
