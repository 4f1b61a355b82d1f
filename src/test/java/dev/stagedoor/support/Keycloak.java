package dev.stagedoor.support;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The running Keycloak as tests use it: people log in, and its administrator moves them between groups. */
public record Keycloak(String url, String adminPassword) {
    /** The realm that Stagedoor trusts. */
    public static final String REALM = "stagedoor";

    /** One that it does not trust, though it is the same in all else. */
    public static final String STRANGE_REALM = "stranger";

    /** The client whose tokens are meant for Stagedoor. */
    public static final String CLIENT = "stagedoor-cli";

    /** The client that signs people in to the console, with a form. */
    public static final String CONSOLE = "stagedoor-console";

    static final String ADMIN = "keycloak-admin";

    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final String URL = "stagedoor.test.keycloak.url";
    private static final String ADMIN_PASSWORD = "stagedoor.test.keycloak.admin-password";

    /** The one of this JVM, started on first use. Known by system properties, since tests have several class loaders. */
    public static synchronized Keycloak running() {
        var url = System.getProperty(URL);
        if (url != null) {
            return new Keycloak(url, System.getProperty(ADMIN_PASSWORD));
        }
        var started = KeycloakServer.start();
        System.setProperty(URL, started.url());
        System.setProperty(ADMIN_PASSWORD, started.adminPassword());
        return started;
    }

    public String issuer(String realm) {
        return url + "/realms/" + realm;
    }

    /** Logs in with the form of the page that a browser was sent to, and tells where it is sent then. */
    public String fillIn(String page, String user) {
        var form = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(page)
                .then()
                .statusCode(200)
                .extract();
        var action = FORM.matcher(form.asString());
        if (!action.find()) {
            throw new AssertionError("There is no form in " + form.asString());
        }
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .cookies(form.cookies())
                .contentType("application/x-www-form-urlencoded")
                .body("username=" + user + "&password=" + passwordOf(user))
                .post(action.group(1).replace("&amp;", "&"))
                .then()
                .statusCode(302)
                .extract()
                .header("Location");
    }

    /** A new access token of the client that everybody uses. */
    public String login(String user) {
        return login(REALM, CLIENT, user);
    }

    public String login(String realm, String client, String user) {
        return tokens(realm, client, user).getString("access_token");
    }

    /** All that a login gives: {@code access_token}, {@code id_token}, {@code refresh_token}. */
    public JsonPath tokens(String realm, String client, String user) {
        return tokens(
                realm,
                Map.of(
                        "grant_type",
                        "password",
                        "scope",
                        "openid",
                        "client_id",
                        client,
                        "username",
                        user,
                        "password",
                        passwordOf(user)));
    }

    private JsonPath tokens(String realm, Map<String, String> form) {
        return given().formParams(form)
                .post(issuer(realm) + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The key that a token is signed with, as it is published. */
    public Map<String, Object> signingKeyOf(String token) {
        var header =
                new JsonPath(new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), UTF_8));
        return given().get(issuer(REALM) + "/protocol/openid-connect/certs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .param("id", header.getString("kid"))
                .getMap("keys.find { it.kid == id }");
    }

    /** A new user in these groups. */
    public void user(String name, String... groups) {
        admin().body(Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "email",
                        name + "@example.org",
                        "firstName",
                        name,
                        "lastName",
                        "Example",
                        "groups",
                        List.of(groups),
                        "credentials",
                        List.of(Map.of("type", "password", "value", passwordOf(name)))))
                .post(realm("/users"))
                .then()
                .statusCode(201);
    }

    public void group(String name) {
        admin().body(Map.of("name", name)).post(realm("/groups")).then().statusCode(201);
    }

    public void join(String user, String group) {
        admin().put(realm("/users/" + idOfUser(user) + "/groups/" + idOfGroup(group)))
                .then()
                .statusCode(204);
    }

    public void leave(String user, String group) {
        admin().delete(realm("/users/" + idOfUser(user) + "/groups/" + idOfGroup(group)))
                .then()
                .statusCode(204);
    }

    private String idOfUser(String name) {
        return only(realm("/users?exact=true&username=" + name));
    }

    private String idOfGroup(String name) {
        return only(realm("/groups?exact=true&search=" + name));
    }

    private String only(String url) {
        return admin().get(url).then().statusCode(200).extract().path("[0].id");
    }

    private String realm(String path) {
        return url + "/admin/realms/" + REALM + path;
    }

    /** Each time with a new token: those of the administrator live for a minute. */
    private RequestSpecification admin() {
        var login = Map.of(
                "grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", adminPassword);
        return given().contentType(ContentType.JSON)
                .auth()
                .oauth2(tokens("master", login).getString("access_token"));
    }

    public static String passwordOf(String user) {
        return user + "-password";
    }
}
