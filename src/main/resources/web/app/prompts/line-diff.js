const MOST_CELLS = 4_000_000;

/**
 * What changed between two texts, line by line: rows of `{ left, right, kind }`, where a side is `{ number, text }` or null,
 * and the kind is `same` or `changed`. Texts too large to compare in a moment count as changed as a whole.
 */
export function lineDiff(before, after) {
  const left = before.split(/\r\n|\r|\n/);
  const right = after.split(/\r\n|\r|\n/);
  const start = commonStart(left, right);
  const end = commonEnd(left, right, start);
  return [
    ...same(left, 0, 0, start),
    ...changes(left, right, start, end),
    ...same(left, left.length - end, right.length - end, end),
  ];
}

function commonStart(left, right) {
  let count = 0;
  while (count < left.length && count < right.length && left[count] === right[count]) {
    count++;
  }
  return count;
}

function commonEnd(left, right, start) {
  const most = Math.min(left.length, right.length) - start;
  let count = 0;
  while (count < most && left.at(-1 - count) === right.at(-1 - count)) {
    count++;
  }
  return count;
}

function same(left, fromLeft, fromRight, count) {
  return Array.from({ length: count }, (_, i) => ({
    kind: 'same',
    left: { number: fromLeft + i + 1, text: left[fromLeft + i] },
    right: { number: fromRight + i + 1, text: left[fromLeft + i] },
  }));
}

function changes(left, right, start, end) {
  const rows = [];
  let [i, j] = [start, start];
  for (const [nextLeft, nextRight] of [...kept(left, right, start, end), [left.length - end, right.length - end]]) {
    rows.push(...beside(left, i, nextLeft, right, j, nextRight));
    if (nextLeft < left.length - end) {
      rows.push(...same(left, nextLeft, nextRight, 1));
    }
    [i, j] = [nextLeft + 1, nextRight + 1];
  }
  return rows;
}

/* Lines that were removed stand beside those that came in their place. */
function beside(left, fromLeft, toLeft, right, fromRight, toRight) {
  const side = (lines, at, to) => (at < to ? { number: at + 1, text: lines[at] } : null);
  return Array.from({ length: Math.max(toLeft - fromLeft, toRight - fromRight) }, (_, k) => ({
    kind: 'changed',
    left: side(left, fromLeft + k, toLeft),
    right: side(right, fromRight + k, toRight),
  }));
}

/* The longest common subsequence of the lines in between, as pairs of positions. */
function kept(left, right, start, end) {
  const height = left.length - end - start;
  const width = right.length - end - start;
  if (height * width > MOST_CELLS) {
    return [];
  }
  const longest = table(left, right, start, height, width);
  const pairs = [];
  for (let i = 0, j = 0; i < height && j < width; ) {
    if (left[start + i] === right[start + j]) {
      pairs.push([start + i++, start + j++]);
    } else if (longest[(i + 1) * (width + 1) + j] >= longest[i * (width + 1) + j + 1]) {
      i++;
    } else {
      j++;
    }
  }
  return pairs;
}

function table(left, right, start, height, width) {
  const cells = new Uint32Array((height + 1) * (width + 1));
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      const at = i * (width + 1) + j;
      cells[at] =
        left[start + i] === right[start + j] ? cells[at + width + 2] + 1 : Math.max(cells[at + width + 1], cells[at + 1]);
    }
  }
  return cells;
}
