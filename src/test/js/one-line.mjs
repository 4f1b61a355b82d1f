// Says of each test of node:test in one line how it went: "ok <name>", "skipped <name>: <why>" or "not ok <name>: <why>".
export default async function* (events) {
  for await (const { type, data } of events) {
    if (type === "test:pass") {
      const { skip } = data;
      yield skip === undefined ? `ok ${data.name}\n` : `skipped ${data.name}: ${skip}\n`;
    } else if (type === "test:fail") {
      const { cause, message } = data.details.error;
      yield `not ok ${data.name}: ${String(cause?.stack ?? message).replaceAll(/\s*\n\s*/g, " | ")}\n`;
    }
  }
}
