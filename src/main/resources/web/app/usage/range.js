const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LONGEST_BY_HOUR = 2 * DAY;

/** The periods that usage is shown for: so many hours or days up to now. */
export const RANGES = [
  { id: '24h', label: '24 hours', interval: 'hour', count: 24 },
  { id: '7d', label: '7 days', interval: 'day', count: 7 },
  { id: '30d', label: '30 days', interval: 'day', count: 30 },
  { id: '90d', label: '90 days', interval: 'day', count: 90 },
];

const USUAL = RANGES[1];

/** What the address says about the period; days are UTC, as the intervals of the server are. */
export function rangeOf(query) {
  const from = dayOf(query.get('from'));
  const to = dayOf(query.get('to'));
  if (from !== undefined && to !== undefined) {
    const interval = to + DAY - from <= LONGEST_BY_HOUR ? 'hour' : 'day';
    return { id: 'custom', from, to: to + DAY, interval };
  }
  const range = RANGES.find(({ id }) => id === query.get('range')) ?? USUAL;
  return { id: range.id, interval: range.interval, from: beginning(range) };
}

function dayOf(text) {
  const millis = /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? Date.parse(text) : NaN;
  return Number.isNaN(millis) ? undefined : millis;
}

function beginning({ interval, count }) {
  const length = lengthOf(interval);
  return Math.floor(Date.now() / length) * length - (count - 1) * length;
}

export function lengthOf(interval) {
  return interval === 'hour' ? HOUR : DAY;
}

/** A day as a date field and the address have it. */
export function asDay(millis) {
  return new Date(millis).toISOString().slice(0, 10);
}

/** The last day within a range. */
export function lastDay(range) {
  return asDay((range.to ?? Date.now()) - 1);
}
