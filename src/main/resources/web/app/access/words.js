/** The access words as the console shows them, in its order. */
export const ACCESS = ['READ', 'UPDATE', 'EXECUTE', 'DELETE', 'CREATE'];

export const inWords = (text) => text[0].toUpperCase() + text.slice(1).toLowerCase().replaceAll('_', ' ');

/** The words of a grant in the console's order. */
export const inOrder = (words) => ACCESS.filter((word) => words.includes(word));

/** The word one most likely asks about. */
export const mainWord = (words) => (words.includes('EXECUTE') ? 'EXECUTE' : (inOrder(words)[0] ?? 'READ'));

/** Names after each other, the last ones as a number. */
export function listed(names, most = 12) {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
