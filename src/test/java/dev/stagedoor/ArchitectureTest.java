package dev.stagedoor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestMulti;

/** How the code is laid out, and which way its dependencies point. */
@AnalyzeClasses(packages = "dev.stagedoor", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.stagedoor";

    /** Used by one request, or one thread, at a time. */
    private static final Set<String> OF_ONE_REQUEST = Set.of(
            "CurrentCaller",
            "CallBody",
            "UsageWish",
            "UsageTap",
            "UsageReader",
            "EventFrames",
            "Spool",
            "SpoolSegment",
            "UsageSpool",
            "UsageLedger",
            "UsageSource",
            "Check",
            "Counted",
            "Deadlines",
            "LoopFlushes",
            "AnswerBody",
            "Heartbeat",
            "FrameEnd",
            "EarlyReply",
            "Upload",
            "MultipartScanner",
            "HeaderParameters",
            "Dropping",
            "Window",
            "Reservation",
            "JsonLine");

    /** Which of our packages each package may use, besides those below itself. */
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("problem", Set.of());
        table.put("wire", Set.of("problem"));
        table.put("secret", Set.of());
        table.put("store", Set.of());
        table.put("access.graph", Set.of());
        table.put("access", Set.of("access.graph", "problem"));
        table.put("secret.rotation", Set.of("secret", "access", "access.graph"));
        table.put("tag", Set.of("access", "access.graph", "problem"));
        table.put("limit", Set.of("access", "access.graph", "problem"));
        table.put("provider.credential", Set.of());
        table.put("provider", Set.of("provider.credential"));
        table.put("resilience", Set.of("provider", "problem"));
        table.put("identity", Set.of());
        table.put("identity.role", Set.of("access", "access.graph", "problem"));
        table.put("identity.group", Set.of("identity", "identity.role", "access", "access.graph", "problem"));
        table.put(
                "identity.application", Set.of("identity.role", "access", "access.graph", "tag", "problem", "secret"));
        table.put(
                "identity.user",
                Set.of(
                        "identity",
                        "identity.role",
                        "identity.group",
                        "identity.application",
                        "access",
                        "access.graph",
                        "problem"));
        table.put(
                "identity.login",
                Set.of(
                        "identity.role",
                        "identity.user",
                        "identity.application",
                        "access",
                        "access.graph",
                        "problem",
                        "secret"));
        table.put(
                "integration",
                Set.of(
                        "resilience",
                        "provider",
                        "provider.credential",
                        "access",
                        "access.graph",
                        "tag",
                        "problem",
                        "secret"));
        table.put("price", Set.of("access", "access.graph", "problem"));
        table.put(
                "model",
                Set.of(
                        "integration",
                        "resilience",
                        "provider",
                        "provider.credential",
                        "access",
                        "access.graph",
                        "tag",
                        "limit",
                        "price",
                        "problem",
                        "secret"));
        table.put("vault", Set.of("wire", "access", "access.graph", "tag", "problem", "secret"));
        table.put("usage", Set.of("store", "model", "price", "access", "access.graph", "problem"));
        table.put("audit", Set.of("store", "access", "access.graph", "problem"));
        table.put(
                "gateway",
                Set.of(
                        "wire",
                        "audit",
                        "limit",
                        "model",
                        "price",
                        "resilience",
                        "provider",
                        "provider.credential",
                        "usage",
                        "access",
                        "access.graph",
                        "problem",
                        "secret"));
        table.put("telemetry", Set.of("gateway", "model", "provider", "usage"));
        table.put("prompt", Set.of("wire", "gateway", "model", "access", "access.graph", "tag", "problem"));
        table.put("probe", Set.of("gateway", "integration", "provider", "provider.credential", "access", "problem"));
        table.put("console", Set.of());
        return table;
    }

    @ArchTest
    static final ArchRule packagesDependOneWay = slices().matching(BASE + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because(
                    "a cycle means that a word lives in the wrong package: move it down, or give the lower one a port");

    @ArchTest
    static final ArchRule packagesUseOnlyWhatTheTableAllows = classes()
            .that()
            .doNotHaveSimpleName("Stagedoor")
            .should(useOnlyAllowedPackages())
            .because("the table in this test is the architecture: change it on purpose, or not at all");

    @ArchTest
    static final ArchRule theDecisionIsPlainJava = noClasses()
            .that()
            .resideInAPackage(BASE + ".access.graph..")
            .should()
            .dependOnClassesThat(not(resideInAnyPackage("java..", BASE + ".access.graph..")))
            .because("who may do what must be readable and testable without a framework");

    @ArchTest
    static final ArchRule entitiesStayInTheirPackage = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .haveSimpleNameEndingWith("Repository")
            .should()
            .bePackagePrivate()
            .because("others ask the service; rows are nobody else's business");

    @ArchTest
    static final ArchRule onlyRepositoriesTalkToTheStore = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Repository")
            .and()
            .doNotHaveSimpleName("Changes")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Panache.class)
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("org.hibernate.reactive..", "io.vertx.mutiny.sqlclient.."))
            .because("put the query into the feature's repository; transactions are made by Changes alone");

    @ArchTest
    static final ArchRule noJdbcOutsideTheEmbeddedStore = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".store..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql.."))
            .because("JDBC blocks; it is Flyway's and the embedded server's");

    @ArchTest
    static final ArchRule pathsAreOnResources = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .haveSimpleNameEndingWith("Resource")
            .andShould()
            .beAnnotatedWith(RegisterForReflection.class)
            .because("the access filter reads the endpoint's rule by reflection, in a native image too");

    @ArchTest
    static final ArchRule endpointsAreReactive = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .haveRawReturnType(describe(
                    "Uni, Multi or RestMulti",
                    type -> type.isEquivalentTo(Uni.class)
                            || type.isEquivalentTo(Multi.class)
                            || type.isEquivalentTo(RestMulti.class)))
            .andShould()
            .bePublic()
            .because("an endpoint that returns anything else runs on a worker, or blocks");

    @ArchTest
    static final ArchRule nothingWaits = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".store..")
            .should(callAnyOf(Map.of(
                    Uni.class.getName(),
                    Set.of("await", "runSubscriptionOn", "emitOn"),
                    Multi.class.getName(),
                    Set.of("runSubscriptionOn", "emitOn"),
                    Thread.class.getName(),
                    Set.of("sleep", "join"),
                    "java.util.concurrent.CompletableFuture",
                    Set.of("join", "get"))))
            .because("whatever waits holds an event loop, and with it every other caller; the store runs before there"
                    + " is one");

    @ArchTest
    static final ArchRule onlyTheirOwnersSubscribe = noClasses()
            .that(not(simpleName("WriteBehind")
                    .or(simpleName("UsageLedger"))
                    .or(simpleName("GatewayRoutes"))
                    .or(simpleName("ReplyWriter"))
                    .or(simpleName("Windows"))
                    .or(simpleName("AclVersion"))
                    .or(simpleName("Remembered"))))
            .should(callAnyOf(
                    Map.of(Uni.class.getName(), Set.of("subscribe"), Multi.class.getName(), Set.of("subscribe"))))
            .because("return the Uni; work that outlives its request needs an owner");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            noFields().should().beAnnotatedWith(Inject.class).because("a constructor says what a class needs");

    @ArchTest
    static final ArchRule configurationIsMapped = noFields()
            .should()
            .beAnnotatedWith(ConfigProperty.class)
            .because("every option is in a documented @ConfigMapping beside its feature");

    @ArchTest
    static final ArchRule jsonIsConfiguredOnce = noClasses()
            .should()
            .callConstructor(ObjectMapper.class)
            .because("inject it: its settings are part of the contract");

    @ArchTest
    static final ArchRule stateIsFinal = fields().that()
            .areDeclaredInClassesThat(not(annotatedWith(Entity.class)))
            .and()
            .areNotStatic()
            .should(beFinalOrVolatile())
            .because("beans are shared by all event loops, and values are values");

    @ArchTest
    static final ArchRule namesSaySomething = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|DTO|Dto)$")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..", "..dto..")
            .because("a newcomer finds the room for a change from the names alone");

    @ArchTest
    static final ArchRule onlyTheFirstKeyIsPrinted = noClasses()
            .that()
            .doNotHaveSimpleName("FirstKey")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("everything else is logged");

    @ArchTest
    static void everyPackageSaysWhatItIsFor(JavaClasses classes) {
        var packages =
                classes.stream().map(JavaClass::getPackageName).distinct().toList();
        var described = classes.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .toList();
        assertThat(packages).allMatch(name -> name.equals(BASE) || hasDescription(name) || described.contains(name));
    }

    private static boolean hasDescription(String name) {
        return Files.exists(java.nio.file.Path.of("src/main/java", name.replace('.', '/'), "package-info.java"));
    }

    private static ArchCondition<JavaClass> useOnlyAllowedPackages() {
        return new ArchCondition<>("use only the packages that the table allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var home = featureOf(type);
                if (!MAY_USE.containsKey(home)) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " is in a package not in the table"));
                    return;
                }
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass())
                        .filter(used -> used.getPackageName().startsWith(BASE + "."))
                        .filter(used -> !featureOf(used).equals(home))
                        .filter(used -> !MAY_USE.get(home).contains(featureOf(used)))
                        .forEach(used -> events.add(SimpleConditionEvent.violated(
                                type,
                                home + " may not use " + featureOf(used) + ": " + type.getName() + " uses "
                                        + used.getName())));
            }
        };
    }

    private static String featureOf(JavaClass type) {
        var name = type.getPackageName();
        return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
    }

    private static ArchCondition<JavaClass> callAnyOf(Map<String, Set<String>> forbidden) {
        return new ArchCondition<>("call any of " + forbidden) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethodCallsFromSelf().stream()
                        .filter(call -> forbidden
                                .getOrDefault(call.getTargetOwner().getName(), Set.of())
                                .contains(call.getName()))
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(type, call.getDescription())));
            }
        };
    }

    /** Values that change must say so: atomics, caches, and the few fields that are marked volatile. */
    private static ArchCondition<JavaField> beFinalOrVolatile() {
        return new ArchCondition<>("be final or volatile") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                var isFixed = field.getModifiers().contains(JavaModifier.FINAL)
                        || field.getModifiers().contains(JavaModifier.VOLATILE);
                if (!isFixed && !OF_ONE_REQUEST.contains(field.getOwner().getSimpleName())) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change unseen"));
                }
            }
        };
    }
}
