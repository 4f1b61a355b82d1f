import { failure, loading } from './states.js';

/**
 * Something that a page loads: knows whether it is on its way, failed or there, and draws accordingly. An answer that comes
 * after a newer question was asked is dropped.
 */
export class Loader {
  value = null;
  error = null;
  busy = false;
  #asked = 0;
  #host;
  #load;

  constructor(host, load) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected() {}

  /** Loads, or loads again; what was there stays until the answer is. */
  async run() {
    const asked = ++this.#asked;
    this.busy = true;
    this.error = null;
    this.#host.requestUpdate();
    try {
      const value = await this.#load();
      if (asked === this.#asked) {
        this.value = value;
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.error = error;
        this.value = null;
      }
    } finally {
      if (asked === this.#asked) {
        this.busy = false;
        this.#host.requestUpdate();
      }
    }
  }

  /** Forgets what was there, for something else. */
  reset() {
    this.value = null;
  }

  /** Draws what is there with `draw`, or the state in its place. */
  show(draw, rows) {
    if (this.error) {
      return failure(this.error, () => this.run());
    }
    return this.value === null ? loading(rows) : draw(this.value);
  }
}
