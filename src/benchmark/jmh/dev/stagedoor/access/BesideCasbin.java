package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same questions to jCasbin and to us, about one world of 1,000 rules: 100 users, each in two of 20 groups, and 40 models
 * for each group. jCasbin's model is the one of its documentation for users and roles. Its cached enforcer remembers answers,
 * to all of these questions.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class BesideCasbin {
    private static final int USERS = 100;
    private static final int GROUPS = 20;
    private static final int MODELS_PER_GROUP = 40;
    private static final int QUESTIONS = 1 << 10;
    private static final String WHO_MAY_WHAT =
            """
            [request_definition]
            r = sub, obj, act
            [policy_definition]
            p = sub, obj, act
            [role_definition]
            g = _, _
            [policy_effect]
            e = some(where (p.eft == allow))
            [matchers]
            m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
            """;

    private final String[] users = new String[QUESTIONS];
    private final String[] models = new String[QUESTIONS];
    private final Caller[] callers = new Caller[QUESTIONS];
    private final Target[] targets = new Target[QUESTIONS];
    private Enforcer casbin;
    private CachedEnforcer cachedCasbin;
    private AccessControl control;
    private int next;

    @Setup
    public void world() {
        casbin = new Enforcer(model());
        cachedCasbin = new CachedEnforcer(model());
        var store = new StoredGrants();
        for (var user = 0; user < USERS; user++) {
            join(store, "user-" + user, "group-" + user % GROUPS);
            join(store, "user-" + user, "group-" + (user * 3 + 7) % GROUPS);
        }
        for (var group = 0; group < GROUPS; group++) {
            for (var model = 0; model < MODELS_PER_GROUP; model++) {
                grant(store, "group-" + group, "model-" + (group * 13 + model * 7) % 400);
            }
        }
        var known = new HashMap<String, Caller>();
        for (var user = 0; user < USERS; user++) {
            known.put("user-" + user, new Caller(Subject.user("user-" + user), Optional.empty()));
        }
        control = store.controlThatRemembers(List.copyOf(known.values()));
        ask(known);
    }

    private static Model model() {
        var model = new Model();
        model.loadModelFromText(WHO_MAY_WHAT);
        return model;
    }

    private void join(StoredGrants store, String user, String group) {
        store.join(user, group);
        casbin.addRoleForUser(user, group);
        cachedCasbin.addRoleForUser(user, group);
    }

    private void grant(StoredGrants store, String group, String model) {
        store.add(new Grant(Subject.group(group), Target.model("int", model), AccessSet.of(Access.EXECUTE)));
        casbin.addPolicy(group, model, "EXECUTE");
        cachedCasbin.addPolicy(group, model, "EXECUTE");
    }

    private void ask(Map<String, Caller> callersByName) {
        var targetsByName = new HashMap<String, Target>();
        var random = new Random(1);
        for (var i = 0; i < QUESTIONS; i++) {
            users[i] = "user-" + random.nextInt(USERS);
            models[i] = "model-" + random.nextInt(400);
            callers[i] = callersByName.get(users[i]);
            targets[i] = targetsByName.computeIfAbsent(models[i], name -> Target.model("int", name));
            next = i - 1;
            var answer = stagedoor();
            next = i - 1;
            if (answer != jcasbin()) {
                throw new IllegalStateException("Of two minds about " + users[i] + " and " + models[i]);
            }
        }
    }

    private int next() {
        next = (next + 1) & (QUESTIONS - 1);
        return next;
    }

    @Benchmark
    public boolean stagedoor() {
        var question = next();
        return control.remembered(callers[question]).on(targets[question], List.of()).has(Access.EXECUTE);
    }

    @Benchmark
    public boolean jcasbin() {
        var question = next();
        return casbin.enforce(users[question], models[question], "EXECUTE");
    }

    @Benchmark
    public boolean jcasbinCached() {
        var question = next();
        return cachedCasbin.enforce(users[question], models[question], "EXECUTE");
    }
}
