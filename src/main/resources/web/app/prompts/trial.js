import { post } from '../api/client.js';
import { namesIn } from '../playground/models.js';
import { Running } from '../playground/running.js';

/** One prompt being tried out: what was answered, or why not. */
export class Trial extends Running {
  answer = null;
  error = null;
  model = '';
  stopped = false;
  took = 0;

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
    await this.during(
      async (signal) => (this.answer = await this.#ask({ model, template, values, settings }, signal)),
      (error, isStopped) => Object.assign(this, isStopped ? { stopped: true } : { error }),
    );
    this.took = performance.now() - begin;
    this.tell();
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
}
