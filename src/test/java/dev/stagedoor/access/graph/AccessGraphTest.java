package dev.stagedoor.access.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.graph.Decision.Allowed;
import dev.stagedoor.access.graph.Decision.Denied;
import dev.stagedoor.access.graph.Decision.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccessGraphTest {
    private static final Subject ANN = Subject.user("ann");
    private static final Subject ANALYSTS = Subject.group("analysts");
    private static final Target MODEL = Target.model("openai", "gpt-4o");
    private static final AccessSet EXECUTE = AccessSet.of(Access.EXECUTE);

    private static final List<Membership> MEMBERSHIPS = List.of(
            new Membership(ANN, Optional.empty()),
            new Membership(ANALYSTS, Optional.empty()),
            new Membership(Subject.role("USER"), Optional.of("analysts")));

    private static Decision decide(Map<Target, List<String>> tags, Grant... grants) {
        return new AccessGraph(ANN, true, MEMBERSHIPS, tags, List.of(grants)).decide(MODEL, Access.EXECUTE);
    }

    private static List<String> pathsOf(Decision decision) {
        return ((Allowed) decision)
                .paths().stream()
                        .map(path -> path.stream().map(Step::id).collect(Collectors.joining(" > ")))
                        .toList();
    }

    @Test
    void shouldNameTheGroupThatTheRightComesThrough() {
        var decision = decide(Map.of(), new Grant(ANALYSTS, Target.integration("openai"), EXECUTE));

        assertThat(pathsOf(decision)).containsExactly("ann > analysts > EXECUTE > openai > openai:gpt-4o");
    }

    @Test
    void shouldNameTheGroupThatBringsTheRole() {
        var decision = decide(Map.of(), new Grant(Subject.role("USER"), MODEL, EXECUTE));

        assertThat(pathsOf(decision)).containsExactly("ann > analysts > USER > EXECUTE > openai:gpt-4o");
    }

    @Test
    void shouldNameTheTag() {
        var decision = decide(
                Map.of(Target.integration("openai"), List.of("team:a")),
                new Grant(ANN, new Target(TargetType.TAG, "team:a"), EXECUTE));

        assertThat(pathsOf(decision)).containsExactly("ann > EXECUTE > team:a > openai > openai:gpt-4o");
    }

    @Test
    void shouldListEveryPath() {
        var decision = decide(
                Map.of(), new Grant(ANN, MODEL, EXECUTE), new Grant(ANALYSTS, Target.integration("openai"), EXECUTE));

        assertThat(pathsOf(decision)).hasSize(2);
    }

    @Test
    void shouldSayWhoWasLookedAtWhenNothingAllows() {
        var decision = decide(Map.of(), new Grant(ANN, MODEL, AccessSet.of(Access.READ)));

        assertThat(decision).isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.reason())
                .contains("USER:ann", "GROUP:analysts", "ROLE:USER", "EXECUTE"));
    }

    @Test
    void shouldDenyWhoDoesNotExist() {
        var decision = new AccessGraph(ANN, false, List.of(), Map.of(), List.of()).decide(MODEL, Access.READ);

        assertThat(decision).isInstanceOf(Denied.class);
    }

    /** The slow, explained answer and the fast one from memory must not differ. */
    @Test
    void shouldAgreeWithEntitlements() {
        var grants = List.of(new Grant(ANALYSTS, MODEL, EXECUTE), new Grant(ANN, MODEL, AccessSet.of(Access.READ)));
        var entitled = Entitlements.of(
                1,
                true,
                MEMBERSHIPS.stream().map(Membership::subject).collect(Collectors.toSet()),
                List.of(),
                Map.of(MODEL, AccessSet.of(Access.READ, Access.EXECUTE)));
        var graph = new AccessGraph(ANN, true, MEMBERSHIPS, Map.of(), grants);

        for (var access : Access.values()) {
            assertThat(graph.decide(MODEL, access) instanceof Allowed)
                    .isEqualTo(entitled.on(MODEL, List.of()).has(access));
        }
    }
}
