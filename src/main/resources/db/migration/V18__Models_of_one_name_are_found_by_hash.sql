-- The index was in the order of names across all integrations. For a page of one integration the planner could walk it, past
-- the models of all others, instead of that integration's own index; nothing but equality is ever asked of it.
drop index model_by_name;
create index model_by_name on model using hash (name);
