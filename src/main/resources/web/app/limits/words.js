import { exactDollars, whole } from '../ui/marks.js';

/** What a limit counts, and in which periods, as the console calls them. */
export const COUNTS = [
  { value: 'REQUESTS', label: 'Requests' },
  { value: 'TOKENS', label: 'Tokens' },
  { value: 'MONEY', label: 'US dollars' },
];

export const PERIODS = [
  { value: 'MINUTE', label: 'Minute' },
  { value: 'DAY', label: 'Day' },
  { value: 'WEEK', label: 'Week' },
  { value: 'MONTH', label: 'Month' },
];

/** What can be limited; `helper` says how its name is written where that is not plain. */
export const LIMITED = [
  { value: 'INTEGRATION_PROVIDER', label: 'Integration' },
  { value: 'INTEGRATION', label: 'Model', helper: 'Written integration:model' },
  { value: 'APPLICATION', label: 'Application', helper: 'Its id' },
  { value: 'GROUP', label: 'Group' },
  { value: 'USER', label: 'User' },
];

/** An amount of what is counted, without its unit for requests and tokens. */
export const amountOf = (counts, amount) => (counts === 'MONEY' ? exactDollars : whole)(amount);

/** A limit in one line: `60 requests a minute`. */
export function inOneLine({ counts, period, amount }) {
  const unit = counts === 'MONEY' ? '' : ` ${counts.toLowerCase()}`;
  return `${amountOf(counts, amount)}${unit} a ${period.toLowerCase()}`;
}

/** How full a limit is, from 0 to 1; what is reserved counts, as it does for calls. */
export function fullness({ amount, used, reserved }) {
  return amount > 0 ? Math.min(1, (used + reserved) / amount) : 1;
}
