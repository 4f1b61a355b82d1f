/**
 * What proves to a provider who calls: a key that is sent as it is, or one that never leaves and signs for tokens that are.
 * Plain values and their reading; sending them is the gateway's. Uses none of our other packages.
 */
package dev.stagedoor.provider.credential;
