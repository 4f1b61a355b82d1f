/** What models cost: a price for a million tokens that go in, that come from the provider's cache and that come out. */
package dev.stagedoor.price;
