package dev.stagedoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That what is written about the code is true of it. */
class DocsMatchCodeTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][a-z.-]*)` \\|");

    /** Read before there are mappings: by {@code Store}, and by Quarkus for the connections. */
    private static final Set<String> OPTIONS_OF_THE_STORE = Set.of(
            "stagedoor.data-dir",
            "stagedoor.database.url",
            "stagedoor.database.username",
            "stagedoor.database.password",
            "stagedoor.database.owner-username",
            "stagedoor.database.owner-password");

    private static Stream<JavaClass> classes() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.stagedoor")
                        .stream();
    }

    private static Set<String> rowsOf(String file) throws IOException {
        return ROW.matcher(Files.readString(Path.of(file)))
                .results()
                .map(MatchResult::group)
                .map(row -> row.substring(3, row.lastIndexOf('`')))
                .collect(Collectors.toSet());
    }

    @Test
    void theReadmeNamesEveryPackageAndNoOther() throws IOException {
        var packages = classes()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("dev.stagedoor"))
                .map(name -> name.substring("dev.stagedoor.".length()))
                .collect(Collectors.toSet());

        assertThat(rowsOf("README.md")).isEqualTo(packages);
    }

    @Test
    void theConfigurationPageNamesEveryOptionAndNoOther() throws IOException {
        var options = classes()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .flatMap(type -> optionsOf(type.reflect()))
                .collect(Collectors.toSet());
        options.addAll(OPTIONS_OF_THE_STORE);

        assertThat(rowsOf("src/docs/configuration.md")).isEqualTo(options);
    }

    private static Stream<String> optionsOf(Class<?> mapping) {
        var prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        return Arrays.stream(mapping.getDeclaredMethods()).map(method -> prefix + "." + kebab(method.getName()));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
