import { plural } from '../ui/marks.js';
import { lengthOf } from './range.js';

const OUTCOMES = {
  COMPLETED: 'Completed',
  REFUSED_UPSTREAM: 'Refused by the provider',
  FAILED: 'Provider did not answer',
  CUT_OFF: 'Answer broke off',
  CANCELLED: 'Caller went away',
};

/** How many colours there are; what has no series of its own is the last one, grey. */
export const SERIES = 7;

/** What a series is called: a name where there is one, and what the rest is made of. */
export function labelOf({ key, name, others }, by) {
  if (key === null) {
    return others ? `${plural(others, 'other')}` : 'Others';
  }
  return by === 'outcome' ? (OUTCOMES[key] ?? key) : name || key;
}

/** All intervals of a report, used or not. */
export function intervals({ from, to, interval }) {
  const length = lengthOf(interval);
  const first = Math.floor(from / length) * length;
  return Array.from({ length: Math.ceil((to - first) / length) }, (_, i) => first + i * length);
}

/** The values of a series in each interval, `missing` where nothing was used. */
export function valuesOf(series, times, read, missing = 0) {
  const points = new Map(series.points.map((point) => [point.at, point]));
  return times.map((at) => (points.has(at) ? read(points.get(at)) : missing));
}

export function colourOf(series, place) {
  return series.key === null ? SERIES + 1 : place + 1;
}

const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

export function errorRate({ calls, errors }) {
  return PERCENT.format(calls ? errors / calls : 0);
}

/** A duration in the unit one thinks of it in. */
export function duration(millis) {
  if (millis === null || millis === undefined) {
    return '–';
  }
  return millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
}
