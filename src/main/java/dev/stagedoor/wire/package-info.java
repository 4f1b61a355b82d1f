/**
 * What all endpoints have in common on the wire (contract, section 0.1): how paths and JSON are read, how large a body may
 * be, and what success without a body looks like.
 */
package dev.stagedoor.wire;
