package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Decision;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.identity.application.Application;
import dev.stagedoor.identity.application.Applications;
import dev.stagedoor.integration.Integration;
import dev.stagedoor.integration.Integrations;
import dev.stagedoor.model.FullIntegrations;
import dev.stagedoor.model.Models;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.prompt.Prompt;
import dev.stagedoor.prompt.Prompts;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import dev.stagedoor.vault.Secret;
import dev.stagedoor.vault.Secrets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One million questions about random worlds, answered by Stagedoor and by a naive evaluator that reads the same tables. After
 * each change all answers must still be the same, from memory, from the explained graph and in every list. The seed of a
 * world where they differ is in the message; {@code -Dstagedoor.test.seed=<seed>} plays it again.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DifferentialTest {
    private static final int CASES = 1_000_000;
    private static final int CASES_PER_STATE = 4_000;
    private static final int STATES_PER_WORLD = 5;
    private static final int SLOW_CASES_PER_STATE = 8;
    private static final List<Access> WORDS = Arrays.asList(Access.values());

    @Inject
    AccessControl control;

    @Inject
    AclRepository acl;

    @Inject
    GraphRepository graphs;

    @Inject
    AclVersion version;

    @Inject
    Reach reach;

    @Inject
    Integrations integrations;

    @Inject
    FullIntegrations fullIntegrations;

    @Inject
    Models models;

    @Inject
    Applications applications;

    @Inject
    Prompts prompts;

    @Inject
    Secrets secrets;

    /** One question. */
    private record Case(String principal, Target target, Access access) {}

    @AfterEach
    void leaveNothing() {
        RandomWorld.end();
    }

    @Test
    void everyAnswerIsTheOneOfTheNaiveEvaluator() throws Throwable {
        var asked = 0;
        for (var seed = Long.getLong("stagedoor.test.seed", System.nanoTime()); asked < CASES; seed++) {
            var random = new Random(seed);
            var world = new RandomWorld(random);
            for (var state = 0; state < STATES_PER_WORLD && asked < CASES; state++) {
                version.advanceTo(Rows.number("select version from acl_version"));
                compare(world, new NaiveEvaluator(), "stagedoor.test.seed=" + seed + ", state " + state);
                asked += CASES_PER_STATE;
                world.change();
            }
        }
        System.out.println(asked + " cases, 0 differences");
    }

    private void compare(RandomWorld world, NaiveEvaluator naive, String seed) throws Throwable {
        var tags = await(() -> acl.tags(world.targets()));
        for (var principal : world.principals()) {
            var entitled = entitlements(principal);
            for (var one :
                    cases(world, principal, CASES_PER_STATE / world.principals().size())) {
                var answer = entitled.isPresent()
                        && entitled.get()
                                .on(one.target(), tagsThatCount(one.target(), tags))
                                .has(one.access());
                if (answer != naive.may(principal, one.access(), one.target())) {
                    fail("%s: %s is answered %s", seed, one, answer);
                }
            }
        }
        for (var one : cases(world, world.any(world.principals()), SLOW_CASES_PER_STATE)) {
            compareSlowly(world, naive, one, seed);
        }
        compareLists(world, naive, world.any(world.principals()), seed);
    }

    private Optional<Entitlements> entitlements(String principal) throws Throwable {
        return await(() -> control.entitlements(caller(principal))
                .map(Optional::of)
                .onFailure(Problem.Unauthenticated.class)
                .recoverWithItem(Optional.empty()));
    }

    private static List<String> tagsThatCount(Target target, Map<Target, List<String>> tags) {
        return target.andContainers().stream()
                .flatMap(container -> tags.getOrDefault(container, List.of()).stream())
                .toList();
    }

    private static List<Case> cases(RandomWorld world, String principal, int count) {
        return Stream.generate(() -> new Case(principal, world.any(world.targets()), world.any(WORDS)))
                .limit(count)
                .toList();
    }

    /** The answer that says why, and the list of all who may. */
    private void compareSlowly(RandomWorld world, NaiveEvaluator naive, Case one, String seed) throws Throwable {
        var expected = naive.may(one.principal(), one.access(), one.target());
        var graph = await(() -> graphs.between(Subject.user(one.principal()), one.target()));
        assertThat(graph.decide(one.target(), one.access()) instanceof Decision.Allowed)
                .as("%s: explaining %s", seed, one)
                .isEqualTo(expected);
        var holders = await(() -> reach.by(
                one.target(), new ReachResource.Query(null, one.access().name(), null, 1000)));
        assertThat(holders.principals().stream()
                        .map(holder -> holder.subject().id())
                        .filter(RandomWorld::isOfTheWorld))
                .as("%s: who may %s %s", seed, one.access(), one.target())
                .containsExactlyInAnyOrderElementsOf(world.principals().stream()
                        .filter(principal -> naive.may(principal, one.access(), one.target()))
                        .toList());
    }

    private void compareLists(RandomWorld world, NaiveEvaluator naive, String principal, String seed) throws Throwable {
        var caller = caller(principal);
        if (entitlements(principal).isEmpty()) {
            return;
        }
        var lists = new Lists(world, principal, seed);
        Predicate<Target> readable = target -> naive.may(principal, Access.READ, target);
        Predicate<Target> callable = target -> naive.mayCall(principal, target);
        lists.agree(
                TargetType.INTEGRATION_PROVIDER,
                readable,
                await(() -> integrations.visibleTo(caller, null, false, Page.ALL)).stream()
                        .map(Integration::name));
        lists.agree(TargetType.INTEGRATION_PROVIDER, readable, pages(caller).stream());
        lists.agree(
                TargetType.INTEGRATION,
                readable,
                await(() -> fullIntegrations.references(caller, null, false)).stream()
                        .filter(name -> name.contains(":")));
        lists.agree(TargetType.INTEGRATION, readable, modelsOneByOne(world, caller).stream());
        lists.agree(
                TargetType.INTEGRATION,
                callable,
                await(() -> models.callableBy(caller)).stream().map(model -> model.integration() + ":" + model.name()));
        lists.agree(
                TargetType.APPLICATION,
                readable,
                await(() -> applications.visibleTo(caller, Page.ALL)).stream().map(Application::id));
        lists.agree(
                TargetType.PROMPT,
                readable,
                await(() -> prompts.visibleTo(caller, Page.ALL)).stream().map(Prompt::name));
        lists.agree(
                TargetType.SECRET,
                readable,
                await(() -> secrets.visibleTo(caller)).stream().map(Secret::name));
        compareReach(world, naive, principal, seed);
    }

    /** One kind of list after another, each against what the naive evaluator would put there. */
    private record Lists(RandomWorld world, String principal, String seed) {
        void agree(TargetType type, Predicate<Target> belongs, Stream<String> listed) {
            assertThat(listed.filter(RandomWorld::isOfTheWorld))
                    .as("%s: the %s list of %s", seed, type, principal)
                    .containsExactlyInAnyOrderElementsOf(
                            world.existing(type).filter(belongs).map(Target::id).toList());
        }
    }

    private List<String> pages(Caller caller) throws Throwable {
        var names = new ArrayList<String>();
        for (var page = new Page(2, "", null); page != null; ) {
            var wanted = page;
            var found = await(() -> integrations.visibleTo(caller, null, false, wanted));
            found.forEach(integration -> names.add(integration.name()));
            page = found.isEmpty() ? null : wanted.startingAfter(found.getLast().name());
        }
        return names;
    }

    private List<String> modelsOneByOne(RandomWorld world, Caller caller) throws Throwable {
        var names = new ArrayList<String>();
        for (var integration :
                world.existing(TargetType.INTEGRATION_PROVIDER).map(Target::id).toList()) {
            await(() -> models.visibleTo(caller, integration, false, Page.ALL)
                            .onFailure(Problem.NotFound.class)
                            .recoverWithItem(List.of()))
                    .forEach(model -> names.add(integration + ":" + model.name()));
        }
        return names;
    }

    /** What the principal reaches at all, with every word. */
    private void compareReach(RandomWorld world, NaiveEvaluator naive, String principal, String seed) throws Throwable {
        var listed =
                await(() -> reach.reach(Subject.user(principal), new ReachResource.Query(null, null, null, 1000)))
                        .stream()
                        .filter(held -> RandomWorld.isOfTheWorld(held.target().id()))
                        .filter(held -> held.target().type() != TargetType.WORKFLOW_DEF)
                        .collect(Collectors.toMap(ReachRepository.Held::target, held -> held.access()
                                .words()));
        var expected = world.existing().collect(Collectors.toMap(target -> target, target -> WORDS.stream()
                .filter(word -> naive.may(principal, word, target))
                .toList()));
        expected.values().removeIf(List::isEmpty);
        assertThat(listed).as("%s: the reach of %s", seed, principal).isEqualTo(expected);
    }

    private static Caller caller(String principal) {
        return new Caller(Subject.user(principal), Optional.empty());
    }

    private static <T> T await(Supplier<Uni<T>> question) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(question);
    }
}
