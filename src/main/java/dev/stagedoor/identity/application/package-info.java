/** Applications and their access keys: how programs get in. */
package dev.stagedoor.identity.application;
