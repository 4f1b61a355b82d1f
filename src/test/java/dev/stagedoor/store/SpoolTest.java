package dev.stagedoor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    Path root;

    private static List<byte[]> records(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> texts(SpoolSegment segment) throws IOException {
        return segment.read().stream()
                .map(record -> new String(record, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void shouldGiveBackWhatAnEarlierRunLeft() throws IOException {
        var first = Spool.open(root, 1000);
        first.append(records("a", "b"));
        first.turn();
        first.append(records("c"));
        first.close();

        var second = Spool.open(root, 1000);

        assertThat(second.left()).hasSize(2);
        assertThat(texts(second.left().get(0))).containsExactly("a", "b");
        assertThat(texts(second.left().get(1))).containsExactly("c");
        second.close();
    }

    @Test
    void shouldForgetWhatIsDone() throws IOException {
        var spool = Spool.open(root, 1000);
        var segment = spool.append(records("a", "b"));

        spool.done(segment, 1);
        assertThat(spool.bytes()).isPositive();
        spool.done(segment, 1);

        assertThat(spool.bytes()).isZero();
        spool.append(records("c"));
        spool.close();
        assertThat(texts(Spool.open(root, 1000).left().getFirst())).containsExactly("c");
    }

    @Test
    void shouldSkipATornRecordWhereverItIsTorn() throws IOException {
        var spool = Spool.open(root, 1000);
        spool.append(records("whole", "torn"));
        spool.close();
        var file = root.resolve("0/0000000000000000.spool");
        var bytes = Files.readAllBytes(file);

        for (var cut = 13; cut < bytes.length; cut++) {
            Files.write(file, Arrays.copyOf(bytes, cut));
            var next = Spool.open(root, 1000);
            assertThat(texts(next.left().getFirst())).containsExactly("whole");
            next.close();
        }
    }

    @Test
    void shouldSkipARecordThatIsNotWhatWasWritten() throws IOException {
        var spool = Spool.open(root, 1000);
        spool.append(records("whole", "changed"));
        spool.close();
        var file = root.resolve("0/0000000000000000.spool");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1]++;
        Files.write(file, bytes);

        assertThat(texts(Spool.open(root, 1000).left().getFirst())).containsExactly("whole");
    }

    @Test
    void shouldDropTheOldestSegmentWhenThereIsTooMuch() throws IOException {
        var spool = Spool.open(root, 25);
        var oldest = spool.append(records("0123456789"));
        spool.turn();
        spool.append(records("0123456789"));

        assertThat(spool.dropOldestIfFull()).contains(oldest);
        assertThat(spool.dropOldestIfFull()).isEmpty();
        assertThat(oldest.left()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheFirstDirectoryThatNobodyElseUses() throws IOException {
        var first = Spool.open(root, 1000);
        var second = Spool.open(root, 1000);
        first.append(records("a"));
        second.append(records("b"));
        first.close();

        assertThat(texts(Spool.open(root, 1000).left().getFirst())).containsExactly("a");
    }
}
