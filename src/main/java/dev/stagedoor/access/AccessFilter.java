package dev.stagedoor.access;

import dev.stagedoor.access.RequiresAccess.Creation;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Enforces the rule that the resolved endpoint declares, before its body is read. It works on the handler that will
 * run, not on the path, so router and guard cannot disagree; an endpoint without a rule is refused to everybody.
 */
class AccessFilter {
    /** What is below it works on what is stored: nothing of it can be answered while the store is away. */
    private static final String MANAGEMENT = "/api/";

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final CallerSource callers;
    private final CurrentVertxRequest request;
    private final CurrentCaller current;
    private final AccessControl control;
    private final StoreGuard guard;
    private final List<TargetKeeper> keepers;
    private final Map<Method, AccessRule> rules = new ConcurrentHashMap<>();

    AccessFilter(
            CallerSource callers,
            CurrentVertxRequest request,
            CurrentCaller current,
            AccessControl control,
            StoreGuard guard,
            @All List<TargetKeeper> keepers) {
        this.callers = callers;
        this.request = request;
        this.current = current;
        this.control = control;
        this.guard = guard;
        this.keepers = List.copyOf(keepers);
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Uni<Void> enforce(ResourceInfo endpoint, UriInfo uri) {
        return guard.isStoreAway() && uri.getPath().startsWith(MANAGEMENT)
                ? Uni.createFrom().failure(Problem.Unavailable::store)
                : enforceRule(endpoint, uri);
    }

    private Uni<Void> enforceRule(ResourceInfo endpoint, UriInfo uri) {
        return switch (rules.computeIfAbsent(endpoint.getResourceMethod(), AccessRule::of)) {
            case AccessRule.Open open -> Uni.createFrom().voidItem();
            case AccessRule.Known known -> entitled().replaceWithVoid();
            case AccessRule.Permitted rule ->
                entitled().invoke(e -> check(e, rule.permission(), uri)).replaceWithVoid();
            case AccessRule.Granted rule -> identified().chain(caller -> check(caller, rule.access(), uri));
            case AccessRule.Undeclared none ->
                Uni.createFrom().failure(() -> new Problem.Forbidden("This endpoint declares no access rule"));
        };
    }

    private Uni<Caller> identified() {
        return callers.caller(request.getCurrent()).invoke(current::set);
    }

    private Uni<Entitlements> entitled() {
        return identified().chain(control::entitlements);
    }

    private void check(Entitlements entitled, RequiresPermission rule, UriInfo uri) {
        if (entitled.may(rule.value())) {
            return;
        }
        var self = rule.orSelf().isEmpty() ? null : uri.getPathParameters().getFirst(rule.orSelf());
        if (self == null || !Subject.user(self).equals(current.get().principal())) {
            throw new Problem.Forbidden("You need the permission " + rule.value());
        }
    }

    private Uni<Void> check(Caller caller, RequiresAccess rule, UriInfo uri) {
        var target = new Target(rule.on(), fill(rule.id(), uri));
        return control.on(caller, target)
                .chain(held -> held.has(rule.value()) || rule.whenAbsent() == Creation.IS_NOT_POSSIBLE
                        ? Uni.createFrom().voidItem().invoke(() -> AccessControl.check(held, rule.value(), target))
                        : checkCreation(caller, held, rule, target));
    }

    private Uni<Void> checkCreation(Caller caller, AccessSet held, RequiresAccess rule, Target target) {
        return mayCreate(caller, held, rule.whenAbsent())
                .chain(may ->
                        may ? refuseIfTaken(target) : Uni.createFrom().failure(() -> refusal(held, rule, target)));
    }

    private Uni<Boolean> mayCreate(Caller caller, AccessSet held, Creation creation) {
        return switch (creation) {
            case IS_NOT_POSSIBLE -> Uni.createFrom().item(false);
            case NEEDS_CREATE_ON_ITS_CONTAINER -> Uni.createFrom().item(held.has(Access.CREATE));
            case NEEDS_PERMISSION_TO_CREATE_INTEGRATIONS -> may(caller, Permission.CREATE_INTEGRATION);
            case NEEDS_PERMISSION_TO_CREATE_PROMPTS -> may(caller, Permission.CREATE_PROMPT);
            case NEEDS_PERMISSION_TO_CREATE_SECRETS -> may(caller, Permission.CREATE_SECRET);
        };
    }

    private Uni<Boolean> may(Caller caller, Permission permission) {
        return control.entitlements(caller).map(entitled -> entitled.may(permission));
    }

    /** The one refusal that tells: two people cannot both own a name. */
    private Uni<Void> refuseIfTaken(Target target) {
        return stateOf(target)
                .invoke(state -> {
                    if (state != TargetKeeper.State.ABSENT) {
                        throw Targets.taken(target);
                    }
                })
                .replaceWithVoid();
    }

    /** The same whether the target exists or not. */
    private static Problem refusal(AccessSet held, RequiresAccess rule, Target target) {
        var container = target.andContainers().getLast();
        return container.equals(target) || held.has(Access.READ)
                ? new Problem.Forbidden("You may neither create nor " + rule.value() + " " + Targets.describe(target))
                : Targets.hidden(container);
    }

    private Uni<TargetKeeper.State> stateOf(Target target) {
        return keepers.stream()
                .filter(keeper -> keeper.keeps() == target.type())
                .findFirst()
                .map(keeper -> keeper.stateOf(target))
                .orElseGet(() -> Uni.createFrom().item(TargetKeeper.State.ABSENT));
    }

    private static String fill(String template, UriInfo uri) {
        return PARAMETER.matcher(template).replaceAll(match -> Matcher.quoteReplacement(valueOf(match.group(1), uri)));
    }

    /** The store takes no such character, not even to look for it. */
    private static String valueOf(String parameter, UriInfo uri) {
        var value = uri.getPathParameters().getFirst(parameter);
        if (value.indexOf('\0') >= 0) {
            throw new Problem.Invalid(parameter, "must not hold control characters");
        }
        return value;
    }
}
