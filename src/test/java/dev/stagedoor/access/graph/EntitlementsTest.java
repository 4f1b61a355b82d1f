package dev.stagedoor.access.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntitlementsTest {
    private static final Subject ANN = Subject.user("ann");
    private static final Target MODEL = Target.model("openai", "gpt:4o");
    private static final AccessSet READ = AccessSet.of(Access.READ);
    private static final AccessSet EXECUTE = AccessSet.of(Access.EXECUTE);

    private static Entitlements reaching(Map<Target, AccessSet> reach) {
        return Entitlements.of(1, true, Set.of(ANN), List.of(), reach);
    }

    @Test
    void shouldReachAModelThroughItsIntegration() {
        var entitled = reaching(Map.of(Target.integration("openai"), EXECUTE));

        assertThat(entitled.on(MODEL, List.of())).isEqualTo(EXECUTE);
    }

    @Test
    void shouldNotReachTheIntegrationThroughItsModel() {
        var entitled = reaching(Map.of(MODEL, EXECUTE));

        assertThat(entitled.on(Target.integration("openai"), List.of())).isEqualTo(AccessSet.NONE);
        assertThat(entitled.on(Target.model("openai", "gpt"), List.of())).isEqualTo(AccessSet.NONE);
    }

    @Test
    void shouldReachAModelThroughEveryIntegrationBeforeAndAfterItWasAsked() {
        var entitled = reaching(Map.of(Target.every(TargetType.INTEGRATION_PROVIDER), READ));
        var everyModel = Target.every(TargetType.INTEGRATION);

        assertThat(entitled.on(everyModel, List.of())).isEqualTo(READ);
        assertThat(entitled.on(everyModel, List.of())).isEqualTo(READ);
        assertThat(everyModel)
                .isEqualTo(Target.every(TargetType.INTEGRATION))
                .hasSameHashCodeAs(Target.every(TargetType.INTEGRATION));
    }

    @Test
    void shouldAddUpWhatSeveralGrantsGive() {
        var entitled = reaching(Map.of(
                MODEL,
                READ,
                Target.integration("openai"),
                EXECUTE,
                new Target(TargetType.TAG, "team:a"),
                AccessSet.of(Access.DELETE)));

        assertThat(entitled.on(MODEL, List.of("team:a", "team:b")).words())
                .containsExactly(Access.READ, Access.EXECUTE, Access.DELETE);
    }

    @Test
    void shouldLetAnAdminDoEverything() {
        var admin = Entitlements.of(1, true, Set.of(ANN, Subject.role("ADMIN")), List.of(), Map.of());

        assertThat(admin.on(MODEL, List.of())).isEqualTo(AccessSet.ALL);
    }

    @Test
    void shouldLetNobodyDoAnythingWhoseCredentialIsDead() {
        var dead =
                Entitlements.of(1, false, Set.of(ANN, Subject.role("ADMIN")), List.of(), Map.of(MODEL, AccessSet.ALL));

        assertThat(dead.on(MODEL, List.of())).isEqualTo(AccessSet.NONE);
        assertThat(dead.isAdmin()).isFalse();
        assertThat(dead.may(Permission.CREATE_INTEGRATION)).isFalse();
    }

    @Test
    void shouldTakePermissionsFromRoles() {
        var user = Entitlements.of(1, true, Set.of(ANN, Subject.role("USER")), List.of(), Map.of());

        assertThat(user.may(Permission.CREATE_INTEGRATION)).isTrue();
        assertThat(user.may(Permission.USER_MANAGEMENT)).isFalse();
    }

    @Test
    void shouldReachEveryTargetOfATypeThroughACustomRole() {
        var auditor = Entitlements.of(1, true, Set.of(ANN), List.of("READ_INTEGRATION", "CREATE_SECRET"), Map.of());

        assertThat(auditor.on(MODEL, List.of())).isEqualTo(READ);
        assertThat(auditor.onEvery(TargetType.INTEGRATION)).isEqualTo(READ);
        assertThat(auditor.onEvery(TargetType.PROMPT)).isEqualTo(AccessSet.NONE);
        assertThat(auditor.may(Permission.CREATE_SECRET)).isTrue();
        assertThat(auditor.onEvery(TargetType.SECRET)).isEqualTo(AccessSet.NONE);
    }

    @Test
    void shouldLetWhoManagesPromptsMakeThem() {
        var manager = Entitlements.of(1, true, Set.of(ANN), List.of("PROMPT_MANAGEMENT"), Map.of());

        assertThat(manager.may(Permission.CREATE_PROMPT)).isTrue();
        assertThat(manager.on(Target.prompt("hello"), List.of())).isEqualTo(AccessSet.ALL);
        assertThat(manager.may(Permission.CREATE_INTEGRATION)).isFalse();
    }
}
