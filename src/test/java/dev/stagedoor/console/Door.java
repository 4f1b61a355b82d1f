package dev.stagedoor.console;

import dev.stagedoor.standalone.StandaloneProcess;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.Keycloak;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A whole Stagedoor of its own behind the console, and its API for what must be there before somebody looks. */
final class Door implements AutoCloseable {
    private final StandaloneProcess program;
    private final String before = RestAssured.baseURI;

    private Door(StandaloneProcess program) {
        this.program = program;
    }

    /** One that only access keys open. */
    static Door forKeys(String name) throws IOException {
        return open(prepared(name));
    }

    /** One that people open with their account at Keycloak too. */
    static Door forPeople(String name) throws IOException {
        return open(prepared(name)
                .with("STAGEDOOR_OIDC_ISSUER", Keycloak.running().issuer(Keycloak.REALM))
                .with("STAGEDOOR_OIDC_AUDIENCE", "stagedoor")
                .with("STAGEDOOR_OIDC_CLIENT_ID", Keycloak.CONSOLE)
                .with("STAGEDOOR_OIDC_CLIENT_SECRET", Keycloak.CONSOLE + "-secret"));
    }

    private static StandaloneProcess prepared(String name) {
        return StandaloneProcess.standalone(name)
                .with("STAGEDOOR_BOOTSTRAP_KEY_ID", Api.ADMIN_KEY_ID)
                .with("STAGEDOOR_BOOTSTRAP_KEY_SECRET", Api.ADMIN_KEY_SECRET);
    }

    private static Door open(StandaloneProcess program) throws IOException {
        var door = new Door(program.start().awaitReady());
        RestAssured.baseURI = door.url();
        return door;
    }

    StandaloneProcess program() {
        return program;
    }

    String url() {
        return program.url();
    }

    Api admin() {
        return Api.admin();
    }

    /** The access key of an administrator, as one types it. */
    String adminKey() {
        return admin().credential();
    }

    /** A name as one part of an address. */
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        RestAssured.baseURI = before;
        program.close();
    }
}
