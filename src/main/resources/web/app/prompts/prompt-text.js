/* The same placeholders as the server finds: a name without `$`, braces and control characters. */
const PLACEHOLDER = /\$\{([^${}\u0000-\u001f\u007f]+)\}/g;

/** The names of all variables in a text, each once, in its order. */
export function variablesOf(text) {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name]) => name))];
}

/** The text with these values; a variable without one stays as it is. */
export function fillIn(text, values) {
  return text.replaceAll(PLACEHOLDER, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));
}

/** The text in parts, `{ text, isVariable }`, to show variables as such. */
export function parts(text) {
  return text
    .split(/(\$\{[^${}\u0000-\u001f\u007f]+\})/)
    .filter(Boolean)
    .map((part) => ({ text: part, isVariable: part.match(PLACEHOLDER)?.[0] === part }));
}
