package dev.stagedoor.usage;

import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** A usage entry as bytes, for the spool; times to the microsecond, as the store has them. The first byte says how the others are to be read. */
final class UsageRecord {
    private static final int VERSION = 1;
    private static final int USUAL_LENGTH = 256;
    private static final int NOTHING = -1;

    private UsageRecord() {}

    static byte[] of(UsageEntry entry) {
        var bytes = new ByteArrayOutputStream(USUAL_LENGTH);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.id().getMostSignificantBits());
            out.writeLong(entry.id().getLeastSignificantBits());
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.startedAt()));
            write(out, entry.principalId());
            write(out, entry.accessKeyId().orElse(null));
            write(out, entry.integration());
            write(out, entry.model());
            write(out, entry.endpoint());
            out.writeBoolean(entry.streamed());
            write(out, entry.outcome().name());
            out.writeInt(entry.status());
            write(out, entry.tokens());
            out.writeLong(entry.costNanos());
            write(out, entry.firstByteMillis());
            out.writeLong(entry.durationMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        if (text == null) {
            out.writeInt(NOTHING);
        } else {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static void write(DataOutputStream out, Tokens tokens) throws IOException {
        write(out, tokens.prompt());
        write(out, tokens.completion());
        out.writeLong(tokens.total());
        out.writeLong(tokens.cached());
        out.writeLong(tokens.reasoning());
        out.writeBoolean(tokens.isEstimated());
    }

    private static void write(DataOutputStream out, Long number) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            out.writeLong(number);
        }
    }

    /** Fails for bytes that are no entry of a version that is known here. */
    static UsageEntry read(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("A usage row of an unknown version");
            }
            return new UsageEntry(
                    new UUID(in.readLong(), in.readLong()),
                    Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS),
                    text(in),
                    Optional.ofNullable(text(in)),
                    text(in),
                    text(in),
                    text(in),
                    in.readBoolean(),
                    Outcome.valueOf(text(in)),
                    in.readInt(),
                    new Tokens(number(in), number(in), in.readLong(), in.readLong(), in.readLong(), in.readBoolean()),
                    in.readLong(),
                    number(in),
                    in.readLong());
        }
    }

    private static String text(DataInputStream in) throws IOException {
        var length = in.readInt();
        return length == NOTHING ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static Long number(DataInputStream in) throws IOException {
        return in.readBoolean() ? Long.valueOf(in.readLong()) : null;
    }
}
