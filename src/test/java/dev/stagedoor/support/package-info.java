/** The real parts that tests run against, and short words for what most of them do first. */
package dev.stagedoor.support;
