package dev.stagedoor.access;

import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store of grants without a database, and the program's own {@link AccessControl} in front of it. */
final class StoredGrants extends AclRepository {
    private final Map<Subject, List<Grant>> grants = new HashMap<>();
    private final Map<String, Set<Subject>> groups = new HashMap<>();

    StoredGrants() {
        super(null);
    }

    void add(Grant grant) {
        grants.computeIfAbsent(grant.subject(), subject -> new ArrayList<>()).add(grant);
    }

    void join(String user, String group) {
        groups.computeIfAbsent(Subject.user(user).id(), id -> new HashSet<>()).add(Subject.group(group));
    }

    @Override
    Uni<Long> version() {
        return Uni.createFrom().item(1L);
    }

    @Override
    Uni<Entitlements> entitlements(Caller caller) {
        var subjects = new HashSet<>(groups.getOrDefault(caller.id(), Set.of()));
        subjects.add(caller.principal());
        var reach = new HashMap<Target, AccessSet>();
        subjects.forEach(subject -> grants.getOrDefault(subject, List.of())
                .forEach(grant -> reach.merge(grant.target(), grant.access(), AccessSet::and)));
        return Uni.createFrom().item(Entitlements.of(1, true, subjects, List.of(), reach));
    }

    /** As at a node that has just asked the store, and remembers all of these callers. */
    AccessControl controlThatRemembers(List<Caller> callers) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AccessConfig.class)
                .withDefaultValue("stagedoor.access.max-staleness", "1d")
                .withDefaultValue("stagedoor.access.remembered-callers", Integer.toString(2 * callers.size()))
                .build()
                .getConfigMapping(AccessConfig.class);
        var control = (AccessControl) made(AccessControl.class, new ArrayList<>(List.of(this, config, noTimers())));
        callers.forEach(caller -> control.entitlements(caller).await().indefinitely());
        return control;
    }

    /** This store never keeps anybody waiting. */
    private static Vertx noTimers() {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (vertx, method, arguments) -> switch (method.getName()) {
                    case "setTimer" -> 0L;
                    case "cancelTimer" -> true;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** What the container would make, one of each; nothing for what cannot be made, which a decision does not need. */
    private static Object made(Class<?> type, List<Object> there) {
        for (var one : there) {
            if (type.isInstance(one)) {
                return one;
            }
        }
        if (!type.getName().startsWith("dev.stagedoor.") || Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        try {
            var constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            var arguments = new Object[constructor.getParameterCount()];
            for (var i = 0; i < arguments.length; i++) {
                arguments[i] = made(constructor.getParameterTypes()[i], there);
            }
            var one = constructor.newInstance(arguments);
            there.add(one);
            return one;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No " + type, e);
        }
    }
}
