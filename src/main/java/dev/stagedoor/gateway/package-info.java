/**
 * The OpenAI-shaped side: finds the model a call names, forwards its bytes to the provider and the provider's bytes back,
 * and writes down what it was. A caller never chooses the host, the path prefix or the credentials.
 */
package dev.stagedoor.gateway;
