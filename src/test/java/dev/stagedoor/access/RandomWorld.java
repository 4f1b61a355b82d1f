package dev.stagedoor.access;

import dev.stagedoor.access.graph.RoleRights;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.support.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A random world of users, groups, roles, tags, targets and grants, written as rows. Names are few and alike, so that what
 * must not be confused has every chance to be.
 */
final class RandomWorld {
    /** Of everything that a world is made of, what a former one has left. */
    private static final List<String> CLEAR = List.of(
            "delete from access_grant where subject_id ilike '%rw-%'",
            "delete from tag where target_id like 'rw-%'",
            "delete from group_member where user_id like 'rw-%'",
            "delete from user_account where id like 'rw-%'",
            "delete from user_group where id like 'rw-%'",
            "delete from application where id like 'rw-%'",
            "delete from custom_role where name like 'RW-%'",
            "delete from role_access where role like 'RW-%'",
            "delete from model where integration_id in (select id from integration where name like 'rw-%')",
            "delete from integration where name like 'rw-%'",
            "delete from prompt_version where prompt like 'rw-%'",
            "delete from prompt where name like 'rw-%'",
            "delete from secret where name like 'rw-%'");

    private static final List<String> MODELS = List.of("m", "m:m", "m/m", ":m", "M", "m ", "ü", "%");
    private static final List<String> PERMISSIONS = List.of(
            "READ_INTEGRATION",
            "EXECUTE_INTEGRATION",
            "CREATE_INTEGRATION",
            "DELETE_PROMPT",
            "READ_SECRET",
            "UPDATE_APPLICATION");
    private static final List<String> SYSTEM_ROLES =
            List.of("USER", "METADATA_MANAGER", "WORKER", "PROMPT_MANAGER", "USER_READ_ONLY", "ADMIN");

    private final Random random;
    private final List<String> sql = new ArrayList<>();
    private final List<String> users;
    private final List<String> groups;
    private final List<String> applications;
    private final List<String> roles;
    private final List<String> tags = List.of("t:a", "t:b", "u:a:a", "u:");
    private final List<Target> targets = new ArrayList<>();

    RandomWorld(Random random) {
        this.random = random;
        this.users = names("rw-u", 8);
        this.groups = names("rw-g", 4);
        this.applications = names("rw-a", 3);
        this.roles = names("RW-R", 3);
        sql.add("set local session_replication_role = replica");
        sql.addAll(CLEAR);
        IntStream.range(0, 1 + random.nextInt(4)).forEach(this::integration);
        names("rw-p", 3).forEach(this::prompt);
        names("rw-s", 2).forEach(this::secret);
        roles.forEach(this::role);
        users.forEach(this::user);
        groups.forEach(this::group);
        applications.forEach(this::application);
        IntStream.range(0, random.nextInt(12)).forEach(i -> tag());
        IntStream.range(0, random.nextInt(40)).forEach(i -> grant());
        write();
    }

    /** Leaves nothing of any world behind. */
    static void end() {
        var sql = new ArrayList<>(CLEAR);
        sql.addFirst("set local session_replication_role = replica");
        sql.add("update acl_version set version = version + 1");
        Rows.runTogether(sql);
    }

    /** Users and applications, one of them unknown. */
    List<String> principals() {
        return Stream.concat(
                        Stream.concat(users.stream(), applications.stream().map(id -> "app:" + id)),
                        Stream.of("rw-nobody"))
                .toList();
    }

    /** Everything that can be asked about, also what is not there. */
    List<Target> targets() {
        var all = new ArrayList<>(targets);
        all.add(Target.model("rw-i0", "absent"));
        all.add(Target.integration("rw-"));
        all.add(new Target(TargetType.WORKFLOW_DEF, "rw-flow"));
        return all;
    }

    /** Those that are there. */
    Stream<Target> existing() {
        return targets.stream();
    }

    Stream<Target> existing(TargetType type) {
        return existing().filter(target -> target.type() == type);
    }

    static boolean isOfTheWorld(String id) {
        return id.startsWith("rw-") || id.startsWith("app:rw-");
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** One more change: mostly something is taken away. */
    void change() {
        sql.clear();
        sql.add("set local session_replication_role = replica");
        any(List.<Runnable>of(
                        this::grant,
                        this::tag,
                        () -> sql.add(anyRow("delete from access_grant", "subject_id ilike '%rw-%'")),
                        () -> sql.add(anyRow("delete from tag", "target_id like 'rw-%'")),
                        () -> sql.add(anyRow("delete from group_member", "user_id like 'rw-%'")),
                        () -> sql.add(anyRow("update access_grant set access = 2", "subject_id ilike '%rw-%'")),
                        () -> sql.add(anyRow("update integration set enabled = not enabled", "name like 'rw-%'")),
                        () -> sql.add(anyRow("update model set enabled = not enabled", "true")),
                        () -> sql.add(anyRow("update user_group set roles = '{}'", "id like 'rw-%'")),
                        () -> role(any(roles))))
                .run();
        write();
    }

    private String anyRow(String change, String where) {
        var table = change.replaceFirst("delete from |update ", "").replaceFirst(" .*", "");
        return change + " where ctid = (select ctid from " + table + " where " + where + " order by ctid offset "
                + random.nextInt(4) + " limit 1)";
    }

    private void write() {
        sql.add("update acl_version set version = version + 1");
        Rows.runTogether(sql);
    }

    private List<String> names(String stem, int most) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(i -> stem + i)
                .toList();
    }

    private void target(String insert, TargetType type, String id) {
        sql.add(insert.formatted(id));
        targets.add(new Target(type, id));
    }

    private void integration(int number) {
        var name = any(List.of("rw-i", "rw-i0", "rw-I", "rw-i 0")) + (number == 0 ? "" : number);
        var id = "md5('" + name + "')::uuid";
        target(
                "insert into integration (id, version, name, type, category, enabled, configuration, created_at, created_by, updated_at, updated_by) values ("
                        + id + ", 0, '%s', 'loopback', 'AI_MODEL', " + (random.nextInt(5) > 0)
                        + ", '{}', now(), 'w', now(), 'w')",
                TargetType.INTEGRATION_PROVIDER,
                name);
        for (var model : MODELS.subList(0, random.nextInt(MODELS.size() + 1))) {
            sql.add(
                    "insert into model (id, version, integration_id, name, enabled, configuration, created_at, created_by, updated_at, updated_by) values (gen_random_uuid(), 0, "
                            + id + ", '" + model + "', " + (random.nextInt(5) > 0) + ", '{}', now(), 'w', now(), 'w')");
            targets.add(Target.model(name, model));
        }
    }

    private void prompt(String name) {
        target("insert into prompt (name, version) values ('%s', 0)", TargetType.PROMPT, name);
        sql.add("insert into prompt_version values (gen_random_uuid(), 0, '" + name
                + "', 1, 't', 'd', '{}', now(), 'w', now(), 'w')");
    }

    private void secret(String name) {
        target(
                "insert into secret (id, version, name, value_key_version, value_wrapped_key, value_ciphertext, created_at, created_by, updated_at, updated_by) values (gen_random_uuid(), 0, '%s', 1, '', '', now(), 'w', now(), 'w')",
                TargetType.SECRET, name);
    }

    private void role(String name) {
        var words = some(PERMISSIONS, 3);
        sql.add("delete from custom_role where name = '" + name + "'");
        sql.add("delete from role_access where role = '" + name + "'");
        sql.add("insert into custom_role values ('" + name + "', 0, '" + name + "', " + array(words)
                + ", now(), 'w', now(), 'w')");
        RoleRights.of(words)
                .everywhere()
                .forEach((type, access) -> sql.add(
                        "insert into role_access values ('" + name + "', '" + type + "', " + access.bits() + ")"));
    }

    private void user(String id) {
        sql.add("insert into user_account values ('" + id + "', 0, gen_random_uuid(), 'u', " + array(someRoles()) + ", "
                + array(someRoles()) + ", null, '{}', now())");
        some(groups, 3)
                .forEach(group -> sql.add("insert into group_member values ('" + group + "', '" + id + "', "
                        + random.nextBoolean() + ") on conflict do nothing"));
    }

    private void group(String id) {
        sql.add("insert into user_group values ('" + id + "', 0, 'g', " + array(someRoles()) + ", '{}', '{}', now())");
    }

    private void application(String id) {
        target(
                "insert into application values ('%s', 0, 'a', " + array(someRoles()) + ", now(), 'w', now(), 'w')",
                TargetType.APPLICATION,
                id);
    }

    /** Mostly none: an admin's world has nothing to find. */
    private List<String> someRoles() {
        return switch (random.nextInt(6)) {
            case 0 -> some(roles, 2);
            case 1 ->
                List.of(SYSTEM_ROLES.get((int) Math.sqrt(random.nextInt(SYSTEM_ROLES.size() * SYSTEM_ROLES.size()))));
            default -> List.of();
        };
    }

    private void tag() {
        var target = any(targets);
        var tag = any(tags);
        var colon = tag.indexOf(':');
        sql.add("insert into tag values ('" + target.type() + "', '" + target.id() + "', '" + tag.substring(0, colon)
                + "', '" + tag.substring(colon + 1) + "') on conflict do nothing");
    }

    private void grant() {
        var subject = any(List.<Supplier<String>>of(
                        () -> "USER', '" + any(users),
                        () -> "USER', 'app:" + any(applications),
                        () -> "GROUP', '" + any(groups),
                        () -> "GROUP', '" + any(groups),
                        () -> "ROLE', '" + any(roles)))
                .get();
        var target = any(List.<Supplier<String>>of(
                        () -> text(any(targets)), () -> text(any(targets())), () -> "TAG', '" + any(tags)))
                .get();
        sql.add("insert into access_grant values ('" + subject + "', '" + target + "', " + (1 + random.nextInt(31))
                + ") on conflict do nothing");
    }

    private static String text(Target target) {
        return target.type() + "', '" + target.id();
    }

    private List<String> some(List<String> list, int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> any(list))
                .distinct()
                .toList();
    }

    private static String array(List<String> words) {
        return "array["
                + String.join(", ", words.stream().map(word -> "'" + word + "'").toList()) + "]::text[]";
    }
}
