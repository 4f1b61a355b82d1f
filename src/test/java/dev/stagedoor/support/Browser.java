package dev.stagedoor.support;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** The console in a browser that holds a session cookie; tests carry it by hand, since it is for TLS only. */
public record Browser(String session) {
    public static final String COOKIE = "__Host-stagedoor-session";
    public static final String CONSOLE = "X-Stagedoor-Console";

    public static Browser signedIn(Api.Application application) {
        return new Browser(post(Map.of("apiKey", application.apiKey()))
                .then()
                .statusCode(200)
                .extract()
                .cookie(COOKIE));
    }

    /** Asks to be signed in. */
    public static Response post(Map<String, String> key) {
        return given().contentType(ContentType.JSON).body(key).post("/api/session");
    }

    /** A request as the console makes it. */
    public RequestSpecification request() {
        return bare().header(CONSOLE, "1").contentType(ContentType.JSON);
    }

    /** A request to which the browser has added the cookie, and nobody anything else. */
    public RequestSpecification bare() {
        return given().header("Cookie", COOKIE + "=" + session).redirects().follow(false);
    }

    public Response get(String path) {
        return request().get(path);
    }

    public Response delete(String path) {
        return request().delete(path);
    }
}
