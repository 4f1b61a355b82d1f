/**
 * The catalogue of provider types as data: what a form asks for, where calls go and how they authenticate. A type is
 * listed only if calls through it really work.
 */
package dev.stagedoor.provider;
