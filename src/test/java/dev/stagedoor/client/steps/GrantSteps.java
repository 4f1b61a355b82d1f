package dev.stagedoor.client.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.orkes.conductor.client.AuthorizationClient;
import io.orkes.conductor.client.model.AuthorizationRequest;
import io.orkes.conductor.client.model.AuthorizationRequest.AccessEnum;
import io.orkes.conductor.client.model.GrantedAccess;
import io.orkes.conductor.client.model.Subject;
import io.orkes.conductor.client.model.SubjectRef;
import io.orkes.conductor.client.model.TargetRef;
import io.orkes.conductor.client.model.UpsertGroupRequest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Grants on one target of each of these types. */
final class GrantSteps {
    private final String group = "grants-" + UUID.randomUUID();
    private final AuthorizationClient client;
    private final List<TargetRef.TypeEnum> types;

    GrantSteps(AuthorizationClient client, TargetRef.TypeEnum... types) {
        this.client = client;
        this.types = List.of(types);
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer("grants", types.stream().flatMap(this::on));
    }

    private Stream<DynamicTest> on(TargetRef.TypeEnum type) {
        var target = new TargetRef().type(type).id("house:" + group);
        return Stream.of(
                dynamicTest("a grant on " + type + " is given and shown", () -> grant(target)),
                dynamicTest("a grant on " + type + " is taken word by word", () -> revoke(target)));
    }

    private void grant(TargetRef target) {
        var saved = client.upsertGroup(new UpsertGroupRequest().description("of a test"), group);

        client.grantPermissions(request(target, AccessEnum.READ, AccessEnum.EXECUTE));

        assertThat(subjects(target, "READ")).containsExactly(saved.getId());
        assertThat(subjects(target, "EXECUTE")).containsExactly(saved.getId());
        assertThat(subjects(target, "DELETE")).isEmpty();
        assertThat(granted(target))
                .containsExactlyInAnyOrder(GrantedAccess.AccessEnum.READ, GrantedAccess.AccessEnum.EXECUTE);
    }

    private void revoke(TargetRef target) {
        client.removePermissions(request(target, AccessEnum.READ, AccessEnum.DELETE));
        assertThat(granted(target)).containsExactly(GrantedAccess.AccessEnum.EXECUTE);

        client.removePermissions(request(target, AccessEnum.EXECUTE));
        assertThat(client.getPermissions(target.getType().getValue(), target.getId()))
                .containsOnlyKeys("CREATE", "READ", "EXECUTE", "UPDATE", "DELETE")
                .allSatisfy((access, subjects) -> assertThat(subjects).isEmpty());
        assertThat(granted(target)).isEmpty();
    }

    private Stream<String> subjects(TargetRef target, String access) {
        return client.getPermissions(target.getType().getValue(), target.getId()).get(access).stream()
                .filter(subject -> subject.getType() == Subject.TypeEnum.GROUP)
                .map(Subject::getId);
    }

    private Stream<GrantedAccess.AccessEnum> granted(TargetRef target) {
        return client.getGrantedPermissionsForGroup(group).getGrantedAccess().stream()
                .filter(grant -> target.equals(grant.getTarget()))
                .flatMap(grant -> grant.getAccess().stream());
    }

    private AuthorizationRequest request(TargetRef target, AccessEnum... access) {
        return new AuthorizationRequest()
                .subject(new SubjectRef().type(SubjectRef.TypeEnum.GROUP).id(group))
                .target(target)
                .access(List.of(access));
    }
}
