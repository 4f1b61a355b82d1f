import { post } from '../api/client.js';
import { namesIn } from '../playground/models.js';

/** One prompt being tried out: what was answered, or why not. */
export class Trial {
  answer = null;
  error = null;
  model = '';
  stopped = false;
  took = 0;
  #abort = null;
  #host;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected() {
    this.stop();
  }

  get isRunning() {
    return !!this.#abort;
  }

  stop() {
    this.#abort?.abort();
  }

  /** Drops what came of the last run. */
  forget() {
    this.stop();
    Object.assign(this, { answer: null, error: null, stopped: false });
  }

  /** Fills in the text and asks the model; the answer comes in one piece. */
  async run({ model, template, values, settings }) {
    const begin = performance.now();
    this.forget();
    this.model = model;
    this.#abort = new AbortController();
    this.#host.requestUpdate();
    try {
      this.answer = await this.#ask({ model, template, values, settings }, this.#abort.signal);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.took = performance.now() - begin;
      this.#abort = null;
      this.#host.requestUpdate();
    }
  }

  async #ask({ model, template, values, settings }, signal) {
    const { integration, model: name } = namesIn(model);
    const body = {
      llmProvider: integration,
      model: name,
      prompt: template,
      promptVariables: values,
      temperature: settings.temperature,
      topP: settings.top_p,
      maxTokens: settings.max_tokens,
    };
    return (await post('/api/prompts/test', body, undefined, { signal })) ?? '';
  }

  #fail(error) {
    if (error.name === 'AbortError') {
      this.stopped = true;
    } else {
      this.error = error;
    }
  }
}
