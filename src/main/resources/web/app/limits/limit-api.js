import { get, path, put } from '../api/client.js';

export const isSameLimit = (one, other) => one.counts === other.counts && one.period === other.period;

/** Gives a thing this limit beside its others, in the place of one that counts the same. */
export function saveLimit({ type, id }, limit) {
  return change({ type, id }, limit, [{ counts: limit.counts, period: limit.period, amount: limit.amount }]);
}

/** Takes a limit from a thing, and leaves its others. */
export function removeLimit({ type, id }, limit) {
  return change({ type, id }, limit, []);
}

/* The API takes all limits of a thing together: the one at hand comes first, so that what it says of it is at `limits[0]`. */
async function change({ type, id }, limit, first) {
  const all = await get(path`/api/limits/${type}/${id}`);
  const others = all.filter((other) => !isSameLimit(other, limit)).map(({ counts, period, amount }) => ({ counts, period, amount }));
  return put(path`/api/limits/${type}/${id}`, { limits: [...first, ...others] });
}
