/** A call that a page makes and can stop; it stops with the page. A subclass makes the call within `during`. */
export class Running {
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

  /** Draws the page anew. */
  tell() {
    this.#host.requestUpdate();
  }

  /**
   * Makes a call with a signal that ends it; `fail` is told what went wrong, and whether a person stopped it. A call that
   * another one has taken the place of has nothing to tell any more.
   */
  async during(call, fail) {
    const mine = new AbortController();
    this.#abort = mine;
    this.tell();
    try {
      await call(mine.signal);
    } catch (error) {
      if (this.#abort === mine) {
        fail(error, error.name === 'AbortError');
      }
    } finally {
      this.#abort = this.#abort === mine ? null : this.#abort;
      this.tell();
    }
  }
}
