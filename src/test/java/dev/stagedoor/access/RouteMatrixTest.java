package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.RoleRights;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every endpoint, called with every role and every single access word on its target: what the table in access-model.md names
 * suffices, and nothing else does. The table is the expectation; where an endpoint declares its rule, the two must agree.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RouteMatrixTest {
    private static final Path TABLE = Path.of("src", "docs", "access-model.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `((?:GET|POST|PUT|DELETE) [^`]+)` \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern WORD_ON_TYPE = Pattern.compile("([A-Z]+) on ([A-Z_]+)");
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

    private final Api admin = Api.admin();
    private final Map<Holding, Api.Application> holders = new HashMap<>();

    /** A role and an access word that somebody holds; none of either where empty. */
    private record Holding(String role, String word) {}

    /** One word on one target. */
    private record Need(Access word, TargetType type) {
        boolean isMetBy(Holding holding, TargetType grantedOn) {
            return role(holding).map(this::isMetBy).orElse(false)
                    || (holding.word().equals(word.name()) && (type == grantedOn || isCarriedDown(grantedOn)));
        }

        boolean isMetBy(Role role) {
            return role == Role.ADMIN
                    || RoleRights.of(role.permissions().stream().map(Enum::name).toList())
                            .everywhere()
                            .getOrDefault(type, AccessSet.NONE)
                            .has(word);
        }

        private boolean isCarriedDown(TargetType grantedOn) {
            return type == TargetType.INTEGRATION && grantedOn == TargetType.INTEGRATION_PROVIDER;
        }

        private static Optional<Role> role(Holding holding) {
            return Role.named(holding.role());
        }
    }

    /** A row of the table. */
    private record Row(String endpoint, String needs, String roles) {
        boolean isFor(Route route) {
            return endpoint.equals(route.toString());
        }

        /** The type of target that the word is granted on; integrations where the row names none. */
        TargetType type() {
            return words().isEmpty()
                    ? TargetType.INTEGRATION_PROVIDER
                    : words().getFirst().type();
        }

        List<Need> words() {
            return WORD_ON_TYPE
                    .matcher(needs)
                    .results()
                    .map(found -> new Need(Access.valueOf(found.group(1)), TargetType.valueOf(found.group(2))))
                    .toList();
        }

        /** Whether this role and this word on the target are enough, by what the table says. */
        boolean isSatisfiedBy(Holding holding) {
            return switch (needs) {
                case "nothing", "a credential" -> true;
                case "a credential, but not READ on SECRET without DELETE" ->
                    holding.role().equals("ADMIN") || !holding.word().equals("READ");
                default ->
                    words().isEmpty()
                            ? List.of(roles.split(", ", -1)).contains(holding.role())
                            : words().stream().allMatch(need -> need.isMetBy(holding, type()));
            };
        }
    }

    private static List<Row> table() {
        try (var lines = Files.lines(TABLE)) {
            return lines.map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row -> new Row(
                            row.group(1), row.group(2).strip(), row.group(3).strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row rowOf(Route route) {
        return table().stream().filter(row -> row.isFor(route)).findFirst().orElseThrow();
    }

    /** Attack 9: an endpoint that nobody thought of when rights were given out. */
    @Test
    void attack09_theTableHasEveryEndpointAndNoOther() {
        assertThat(table().stream().map(Row::endpoint).sorted())
                .containsExactlyElementsOf(
                        Route.all().stream().map(Route::toString).sorted().toList());
    }

    @TestFactory
    Stream<DynamicTest> theTableSaysWhatTheEndpointDeclares() {
        return Route.all().stream()
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
                    var row = rowOf(route);
                    assertThat(row.needs()).matches(declared(route.rule()));
                    assertThat(row.roles()).isEqualTo(roles(row));
                }));
    }

    /** A pattern, since what an endpoint asks inside is told by the table alone. */
    private static String declared(AccessRule rule) {
        return switch (rule) {
            case AccessRule.Open open -> "nothing";
            case AccessRule.Known known -> "a credential(, but .+)?|ADMIN, or oneself|.+, asked inside";
            case AccessRule.Permitted permitted ->
                permitted.permission().value()
                        + (permitted.permission().orSelf().isEmpty() ? "" : ", or oneself");
            case AccessRule.Granted granted ->
                granted.access().value() + " on " + granted.access().on()
                        + switch (granted.access().whenAbsent()) {
                            case IS_NOT_POSSIBLE -> "";
                            case NEEDS_CREATE_ON_ITS_CONTAINER -> ", or CREATE on what contains it for a new one";
                            default -> ", or the permission to create for a new one";
                        };
            case AccessRule.Undeclared none -> "an endpoint that declares nothing is closed";
        };
    }

    /** The roles that suffice without a grant. */
    private static String roles(Row row) {
        return row.needs().equals("nothing") || row.needs().startsWith("a credential")
                ? "all"
                : Arrays.stream(Role.values())
                        .filter(role -> role == Role.ADMIN || suffices(role, row))
                        .map(Role::name)
                        .collect(Collectors.joining(", "));
    }

    private static boolean suffices(Role role, Row row) {
        return row.words().isEmpty()
                ? Permission.named(row.needs().replace(", or oneself", ""))
                        .filter(role.permissions()::contains)
                        .isPresent()
                : row.words().stream().allMatch(need -> need.isMetBy(role));
    }

    @TestFactory
    Stream<DynamicTest> whatTheTableNamesSufficesAndNothingElseDoes() {
        return Route.all().stream()
                .map(route ->
                        DynamicTest.dynamicTest(route.toString(), () -> callWithEveryHolding(route, rowOf(route))));
    }

    private void callWithEveryHolding(Route route, Row row) {
        var wrong = new ArrayList<String>();
        var world = worldFor(row);
        for (var holding : refusedFirst(row)) {
            var expected = row.isSatisfiedBy(holding);
            if (expected && route.verb().equals("DELETE")) {
                world = worldFor(row);
            }
            var status = world.call(holder(holding).api(), route);
            if (REFUSALS.contains(status) == expected || status >= 500) {
                wrong.add(holding + " got " + status);
            }
        }
        assertThat(wrong).as(route.toString()).isEmpty();
    }

    private static List<Holding> refusedFirst(Row row) {
        return holdings().stream()
                .sorted((a, b) -> Boolean.compare(row.isSatisfiedBy(a), row.isSatisfiedBy(b)))
                .toList();
    }

    private static List<Holding> holdings() {
        var roles = Stream.concat(Stream.of(""), Arrays.stream(Role.values()).map(Role::name))
                .toList();
        var words = Stream.concat(
                        Stream.of(""), EnumSet.allOf(Access.class).stream().map(Access::name))
                .toList();
        return roles.stream()
                .flatMap(role -> words.stream().map(word -> new Holding(role, word)))
                .toList();
    }

    private Api.Application holder(Holding holding) {
        return holders.computeIfAbsent(
                holding,
                one -> admin.application(
                        one.toString(), one.role().isEmpty() ? new String[0] : new String[] {one.role()}));
    }

    /** Something of everything, on which each holder has just its word. */
    private World worldFor(Row row) {
        var world = new World(admin);
        var target = world.target(row.type());
        Rows.runTogether(holdings().stream()
                .filter(holding -> !holding.word().isEmpty())
                .map(holding -> "insert into access_grant values ('USER', '%s', '%s', '%s', %d) on conflict do nothing"
                        .formatted(
                                holder(holding).principal(),
                                target.type(),
                                target.id(),
                                AccessSet.of(Access.valueOf(holding.word())).bits()))
                .toList());
        admin.group("a-change-that-brings-what-was-written-behind-the-programs-back");
        return world;
    }
}
