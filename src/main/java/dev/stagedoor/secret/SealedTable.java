package dev.stagedoor.secret;

import dev.stagedoor.secret.Sealer.Place;

/**
 * A table with sealed values, so that they can be found and re-wrapped when keys change. The feature that keeps the table
 * produces one of these as a bean. The table has a primary key {@code id} of type uuid, whose text is the row in each
 * {@link Place}, and an index on the column with the key and the id.
 *
 * @param prefix begins the columns {@code <prefix>_key_version}, {@code <prefix>_wrapped_key}, {@code <prefix>_ciphertext}
 * @param field the field in each {@link Place}
 */
public record SealedTable(String table, String prefix, String field) {
    /** Where the value of one row lives. */
    public Place placeOf(String row) {
        return new Place(table, row, field);
    }
}
