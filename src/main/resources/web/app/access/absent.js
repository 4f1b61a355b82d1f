import { ApiError } from '../api/client.js';

const MOST = 1000;

/** Fails beside the field `id` where the list that `ask` reads has this id already: saving would change that instead of making one. */
export async function requireAbsent(ask, id, noun) {
  const alike = await ask({ search: id, limit: MOST });
  if (alike.some((one) => one.id === id)) {
    const message = `There is a ${noun} “${id}” already.`;
    throw new ApiError(409, message, [{ path: 'id', message }]);
  }
}
