/** A page of a short list that the API gives as a whole, as `Paged` wants it. */
export function pageOf(all, { limit, after, search }, keyOf) {
  const wanted = (search ?? '').toLowerCase();
  const found = all.filter((item) => keyOf(item).toLowerCase().includes(wanted));
  const from = after === undefined ? 0 : found.findIndex((item) => keyOf(item) === after) + 1;
  return found.slice(from, from + limit);
}

const WAIT_FOR_TYPING = 200;
const SHOWN = 50;

/** What a combo box asks for while one types: the first that the server finds. */
export function searching(load) {
  let timer;
  return ({ filter }, done) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const items = await load({ limit: SHOWN, search: filter || undefined }).catch(() => []);
      done(items, items.length);
    }, filter ? WAIT_FOR_TYPING : 0);
  };
}
