import { ApiError } from './client.js';

const MOST = 1000;
const LONGEST_SEARCH = 255;

/**
 * Fails beside `field` where a list has something of this name: saving would change that instead of making one. `ask` reads
 * the list, which is in order of the names that `nameOf` gives; a question for the name itself would be an error in the
 * browser's log whenever it is free.
 */
export async function refuseTaken(name, field, ask, nameOf) {
  const alike = await ask({ search: name.slice(0, LONGEST_SEARCH), after: allButTheLast(name), limit: MOST });
  if (alike.some((one) => nameOf(one) === name)) {
    throw new ApiError(409, 'This name is taken.', [{ path: field, message: 'This name is taken. Choose another one.' }]);
  }
}

/* What begins so comes before the name, and little lies between. */
const allButTheLast = (name) => Array.from(name).slice(0, -1).join('');
