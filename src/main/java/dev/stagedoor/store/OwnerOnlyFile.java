package dev.stagedoor.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A random secret kept in a file that its owner alone can read. */
final class OwnerOnlyFile {
    private static final int BYTES = 32;

    private OwnerOnlyFile() {}

    /** The secret in the file, made now if there is none: 32 random bytes in Base64. */
    static String secretIn(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a secret in " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var isPosix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        if (isPosix) {
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (var channel = Files.newByteChannel(
                temporary, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC))) {
            channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(random)));
        }
        Files.move(temporary, file);
    }
}
