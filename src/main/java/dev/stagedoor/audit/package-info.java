/**
 * Who did what, and who was turned away. Changes are written down by triggers in their own transaction (see the migration
 * V8); here refusals are added, in batches, and everything is read.
 */
package dev.stagedoor.audit;
