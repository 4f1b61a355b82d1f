/** `openai:gpt-4o 3` in a line of its own; a weight of 1 is not written. */
export const linesOf = (targets) => targets
  .map((target) => (typeof target === 'string' ? { model: target } : target))
  .map(({ model, weight = 1 }) => (weight === 1 ? model : `${model} ${weight}`))
  .join('\n');

/** The targets that such lines name. */
export const targetsOf = (lines) => lines.split('\n').map((line) => line.trim()).filter(Boolean).map(targetOf);

function targetOf(line) {
  const [, model, weight] = /^(.*\S)\s+(\d{1,9})$/.exec(line) ?? [];
  return model ? { model, weight: Number(weight) } : { model: line, weight: 1 };
}
