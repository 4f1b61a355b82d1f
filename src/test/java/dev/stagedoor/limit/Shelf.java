package dev.stagedoor.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The store's side of a limit, in memory: what {@code draw_on_limit} does, for tests of what nodes do with it. */
final class Shelf {
    private final long allowed;
    private final Map<UUID, Draw> told = new HashMap<>();
    private final Map<UUID, Long> taken = new HashMap<>();
    private long draws;

    Shelf(long allowed) {
        this.allowed = allowed;
    }

    synchronized Draw.Answer draw(Draw draw) {
        draws++;
        var known = told.get(draw.lease());
        if (known != null && known.step() >= draw.step()) {
            return new Draw.Answer(0, Math.max(0, allowed - taken()));
        }
        told.put(draw.lease(), draw);
        taken.put(draw.lease(), draw.own());
        var left = allowed - taken();
        var granted = Math.max(0, Math.min(draw.need(), left));
        if (granted == draw.need() && (left - granted) / 8 >= draw.oneCall()) {
            granted += Math.min(draw.spare(), (left - granted) / 8);
        }
        taken.put(draw.lease(), draw.own() + granted);
        return new Draw.Answer(granted, Math.max(0, allowed - taken()));
    }

    synchronized long taken() {
        return taken.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often it was asked. */
    synchronized long draws() {
        return draws;
    }
}
