package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every call asks: whether this caller may EXECUTE this model. Each caller has a hundred grants, half of them on whole
 * integrations and half on models; callers and models come in no order, and every second answer is no.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class Decision {
    private static final int GRANTS_PER_CALLER = 100;
    private static final int QUESTIONS = 1 << 16;

    @Param({"1000", "10000", "100000", "1000000"})
    int grants;

    /** How many callers ask in turn, at most: few, whose rights stay near the processor, or all whose rights are in memory. */
    @Param({"10", "10000"})
    int callersAsking;

    private final Random random = new Random(1);
    private final Caller[] callers = new Caller[QUESTIONS];
    private final Target[] targets = new Target[QUESTIONS];
    private AccessControl control;
    private int next;

    @Setup
    public void world() {
        var store = new StoredGrants();
        var count = grants / GRANTS_PER_CALLER;
        var all = new ArrayList<Caller>(count);
        for (var caller = 0; caller < count; caller++) {
            all.add(caller(caller));
            for (var grant = 0; grant < GRANTS_PER_CALLER; grant++) {
                store.add(new Grant(caller(caller).principal(), granted(caller, grant), AccessSet.of(Access.READ, Access.EXECUTE)));
            }
        }
        control = store.controlThatRemembers(all);
        ask(all.subList(0, Math.min(callersAsking, count)));
    }

    /** Callers and models are the same objects each time, as those that credentials and routes in memory lead to. */
    private void ask(List<Caller> known) {
        var routes = new HashMap<Target, Target>();
        for (var i = 0; i < QUESTIONS; i++) {
            var caller = random.nextInt(known.size());
            var grant = random.nextInt(GRANTS_PER_CALLER);
            callers[i] = known.get(caller);
            targets[i] = i % 2 == 0 ? model(caller, grant, 7) : model(caller, GRANTS_PER_CALLER + grant, 7);
            targets[i] = routes.computeIfAbsent(targets[i], route -> route);
            if (mayExecute(callers[i], targets[i]) != (i % 2 == 0)) {
                throw new IllegalStateException("The answer for " + callers[i] + " on " + targets[i] + " is wrong");
            }
        }
    }

    private static Caller caller(int number) {
        return new Caller(Subject.application("app-" + number), Optional.of("key-" + number));
    }

    private static Target granted(int caller, int grant) {
        return grant % 2 == 0 ? Target.integration("int-" + caller + "-" + grant) : model(caller, grant, 7);
    }

    private static Target model(int caller, int integration, int model) {
        return Target.model("int-" + caller + "-" + integration, "model-" + model);
    }

    @Benchmark
    public boolean decision() {
        next = (next + 1) & (QUESTIONS - 1);
        return mayExecute(callers[next], targets[next]);
    }

    /** The same lines as on the way of a call. */
    private boolean mayExecute(Caller caller, Target target) {
        return control.remembered(caller).on(target, List.of()).has(Access.EXECUTE);
    }
}
