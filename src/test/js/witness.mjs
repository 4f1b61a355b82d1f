/** Knows all methods of the clients that it watches, and which of them nobody has called yet. */
export class Witness {
  #uncalled = new Set();

  /** The client, which behaves as before. */
  watch(client) {
    const type = client.constructor;
    const nameOf = (method) => `${type.name}.${String(method)}`;
    Object.getOwnPropertyNames(type.prototype)
      .filter((method) => method !== "constructor")
      .forEach((method) => this.#uncalled.add(nameOf(method)));
    return new Proxy(client, {
      get: (target, property) => {
        this.#uncalled.delete(nameOf(property));
        return Reflect.get(target, property, target);
      },
    });
  }

  /** Written `IntegrationClient.getIntegrations`. */
  uncalled() {
    return [...this.#uncalled].sort();
  }
}
