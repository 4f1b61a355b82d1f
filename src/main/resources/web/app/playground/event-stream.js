/**
 * Reads server-sent events as they arrive: lines, events and letters may be split anywhere between two chunks. What has not
 * ended with an empty line when the stream ends is dropped, as the standard has it.
 */
export async function* events(stream) {
  const parser = new Parser();
  const letters = new TextDecoder();
  for await (const chunk of chunks(stream)) {
    yield* parser.read(letters.decode(chunk, { stream: true }));
  }
}

async function* chunks(stream) {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      yield part.value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const LINE = /([^\r\n]*)(\r\n?|\n)/y;

class Parser {
  #rest = '';
  #type = '';
  #data = [];
  #isAfterReturn = false;

  /** All events that have ended with this text. A line that ended in CR has ended, whether or not LF comes next. */
  *read(text) {
    if (text === '') {
      return;
    }
    this.#rest += this.#isAfterReturn && text[0] === '\n' ? text.slice(1) : text;
    this.#isAfterReturn = text.endsWith('\r');
    LINE.lastIndex = 0;
    let end = 0;
    for (let found = LINE.exec(this.#rest); found; found = LINE.exec(this.#rest)) {
      end = LINE.lastIndex;
      const event = this.#line(found[1]);
      if (event) {
        yield event;
      }
      LINE.lastIndex = end;
    }
    this.#rest = this.#rest.slice(end);
  }

  #line(line) {
    if (line === '') {
      return this.#end();
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'event') {
      this.#type = value;
    }
    return null;
  }

  #end() {
    const event = this.#data.length ? { type: this.#type || 'message', data: this.#data.join('\n') } : null;
    this.#type = '';
    this.#data = [];
    return event;
  }
}
