import { get } from '../api/client.js';
import { html } from '../ui/element.js';
import { short, whole } from '../ui/marks.js';
import '../usage/sparkline.js';

const DAY = 86_400_000;
const MOST = 50;

/** Tokens of the last seven days by integration or model: one call for a whole list. */
export async function week(by, filter = {}) {
  const today = Math.floor(Date.now() / DAY) * DAY;
  const from = today - 6 * DAY;
  const { series } = await get('/api/usage', { ...filter, by, from, interval: 'day', limit: MOST });
  const found = new Map(series.filter(({ key }) => key !== null).map((one) => [one.key, daily(one, from)]));
  return { found, isWhole: found.size === series.length };
}

/* The API leaves out the days on which nothing happened. */
function daily({ total, points }, from) {
  const tokens = new Array(7).fill(0);
  for (const { at, totalTokens } of points) {
    tokens[Math.floor((at - from) / DAY)] += totalTokens;
  }
  return { total: total.totalTokens, tokens };
}

/** The two cells of a row: how many, and how it went. What is added up with others has no numbers of its own. */
export function weekCells(numbers, key) {
  const known = numbers?.found.get(key);
  if (!numbers || (!known && !numbers.isWhole)) {
    return html`<td class="number soft wide">–</td><td class="wide"></td>`;
  }
  const { total, tokens } = known ?? { total: 0, tokens: [0] };
  return html`<td class="number wide">${short(total)}</td>
    <td class="wide integrations-spark"><sd-sparkline .values=${tokens}
      label="Tokens of ${key} in the last 7 days: ${whole(total)}"></sd-sparkline></td>`;
}
