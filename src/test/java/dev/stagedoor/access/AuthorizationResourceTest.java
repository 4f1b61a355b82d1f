package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.startsWith;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants over the wire (contract, section 1.12). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationResourceTest {
    private static final String AUTHORIZATION = "/api/auth/authorization";

    private final Api admin = Api.admin();

    @Test
    void aGrantIsConfirmedAndShownByAccess() {
        admin.tryGrant("user:ann", "INTEGRATION_PROVIDER:plain", "READ")
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("message", "Granted permission")));
        admin.grant("GROUP:crowd", "INTEGRATION_PROVIDER:plain", "READ", "EXECUTE");

        admin.get(AUTHORIZATION + "/INTEGRATION_PROVIDER/plain")
                .then()
                .statusCode(200)
                .body("keySet()", containsInAnyOrder("CREATE", "READ", "EXECUTE", "UPDATE", "DELETE"))
                .body(
                        "READ",
                        containsInAnyOrder(Map.of("type", "USER", "id", "ann"), Map.of("type", "GROUP", "id", "crowd")))
                .body("EXECUTE", contains(Map.of("type", "GROUP", "id", "crowd")))
                .body("CREATE", empty());
    }

    @Test
    void allFiveWordsAreThereWhenNobodyHasAny() {
        admin.get(AUTHORIZATION + "/WORKFLOW_DEF/nowhere")
                .then()
                .statusCode(200)
                .body(
                        "$",
                        equalTo(Map.of(
                                "CREATE", List.of(),
                                "READ", List.of(),
                                "EXECUTE", List.of(),
                                "UPDATE", List.of(),
                                "DELETE", List.of())));
    }

    @Test
    void grantsAreShownBySubjectOnRequest() {
        admin.grant("USER:bob", "PROMPT:p", "UPDATE", "CREATE");
        admin.grant("ROLE:USER", "PROMPT:p", "READ");

        admin.get(AUTHORIZATION + "/prompt/p?groupBy=subject")
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("USER:bob", List.of("CREATE", "UPDATE"), "ROLE:USER", List.of("READ"))));
        admin.get(AUTHORIZATION + "/PROMPT/nothing?groupBy=subject").then().body("$", anEmptyMap());
    }

    @Test
    void aGrantAddsAndARemovalTakesJustWhatItNames() {
        admin.grant("USER:cid", "INTEGRATION_PROVIDER:sums", "READ");
        admin.grant("USER:cid", "INTEGRATION_PROVIDER:sums", "EXECUTE", "READ");
        shouldHold("cid", "READ", "EXECUTE");

        admin.revoke("user:CID", "integration_provider:sums", "READ", "DELETE");
        shouldHold("cid", "EXECUTE");
        admin.revoke("USER:cid", "INTEGRATION_PROVIDER:sums", "READ");
        shouldHold("cid", "EXECUTE");

        admin.delete(
                        AUTHORIZATION,
                        Map.of(
                                "subject", Map.of("type", "USER", "id", "cid"),
                                "target", Map.of("type", "INTEGRATION_PROVIDER", "id", "sums"),
                                "access", List.of("EXECUTE")))
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("message", "Removed permission")));
        admin.get("/api/auth/subjects/USER/cid/grants").then().body("$", empty());
    }

    private void shouldHold(String user, String... access) {
        admin.get("/api/auth/subjects/USER/" + user + "/grants").then().body("[0].access", contains(access));
    }

    @Test
    void takingBackWhatWasNeverGrantedIsNoFailure() {
        admin.revoke("USER:nobody", "INTEGRATION_PROVIDER:nowhere", "READ");
        admin.revoke("GROUP:nobody", "INTEGRATION:nowhere:m", "CREATE", "READ", "EXECUTE", "UPDATE", "DELETE");
    }

    @Test
    void oneWordMayStandForAListOfOne() {
        admin.post(
                        AUTHORIZATION,
                        Map.of(
                                "subject", Map.of("type", "user", "id", "dan"),
                                "target", Map.of("type", "Integration_Provider", "id", "single"),
                                "access", "READ"))
                .then()
                .statusCode(200);

        shouldHold("dan", "READ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET", "SECRET_NAME", "secret_name"})
    void secretsGoByBothNamesAndAreShownUnderTheOneThatTheJavaClientReads(String type) {
        var name = "of-" + type;
        admin.grant("USER:eve", type + ":" + name, "READ");

        admin.get(AUTHORIZATION + "/SECRET_NAME/" + name)
                .then()
                .body("READ", contains(Map.of("type", "USER", "id", "eve")));
        admin.get("/api/auth/subjects/USER/eve/grants?resourceType=" + type)
                .then()
                .body("find { it.target.id == '" + name + "' }.target", equalTo(Map.of("type", "SECRET", "id", name)));
        admin.revoke("USER:eve", "SECRET:" + name, "READ");
        admin.get(AUTHORIZATION + "/SECRET/" + name).then().body("READ", empty());
    }

    @Test
    void anApplicationIsAUserAndATargetByItsIdWithOrWithoutPrefix() {
        var application = admin.application("subject and target");
        admin.grant("user:" + application.principal(), "APPLICATION:" + application.principal(), "READ");

        admin.get(AUTHORIZATION + "/APPLICATION/" + application.id() + "?groupBy=subject")
                .then()
                .body("$", hasEntry("USER:" + application.principal(), List.of("READ")));
        application.api().get("/api/applications/" + application.id()).then().statusCode(200);
    }

    @Test
    void aRightThroughATagNamesTheTag() {
        admin.user("tim");
        admin.grant("USER:tim", "TAG:team:blue:green", "READ");

        admin.get("/api/users/tim/permissions")
                .then()
                .statusCode(200)
                .body("grantedAccess[0].target", equalTo(Map.of("type", "TAG", "id", "team:blue:green")))
                .body("grantedAccess[0].tag", equalTo("team:blue:green"))
                .body("grantedAccess[0].access", contains("READ"));
    }

    @Test
    void grantsOfASubjectAreListedAndTakenByTypeOfTarget() {
        admin.grant("GROUP:movers", "INTEGRATION_PROVIDER:house", "READ");
        admin.grant("GROUP:movers", "INTEGRATION:house:m", "EXECUTE");
        admin.grant("GROUP:movers", "PROMPT:p", "READ");
        var grants = "/api/auth/subjects/group/movers/grants";
        admin.get(grants + "?resourceType=integration")
                .then()
                .statusCode(200)
                .body(
                        "$",
                        equalTo(List.of(Map.of(
                                "target", Map.of("type", "INTEGRATION", "id", "house:m"),
                                "access", List.of("EXECUTE")))));
        admin.get(grants).then().body("target.id", containsInAnyOrder("house", "house:m", "p"));

        admin.delete(grants + "?resourceType=INTEGRATION")
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("message", "Revoked grants")));
        admin.get(grants).then().body("target.id", containsInAnyOrder("house", "p"));
        admin.delete(grants).then().statusCode(200);
        admin.get(grants).then().body("$", empty());
    }

    @Test
    void aSubjectSeesItsOwnGrantsAndNoOthers() {
        var asker = admin.application("asker", "USER");
        admin.grant("USER:" + asker.principal(), "PROMPT:mine", "READ");
        var grants = "/api/auth/subjects/USER/" + asker.principal() + "/grants";

        asker.api().get(grants).then().statusCode(200).body("target.id", contains("mine"));
        asker.api().get("/api/auth/subjects/GROUP/crowd/grants").then().statusCode(403);
        asker.api().get("/api/auth/subjects/ROLE/USER/grants").then().statusCode(403);
        asker.api().delete(grants).then().statusCode(403);
        asker.api().get(grants).then().body("target.id", contains("mine"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'PROMPT','id':'p'},'access':['FLY']}|access[0]",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'PROMPT','id':'p'},'access':['READ','']}|access[1]",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'PROMPT','id':'p'},'access':[0]}|access[0]",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'PROMPT','id':'p'},'access':[null]}|access",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'PROMPT','id':'p'},'access':[]}|access",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'PROMPT','id':'p'}}|access",
                "{'subject':{'type':'TAG','id':'x'},'target':{'type':'PROMPT','id':'p'},'access':['READ']}|subject.type",
                "{'subject':{'type':'USER'},'target':{'type':'PROMPT','id':'p'},'access':['READ']}|subject.id",
                "{'subject':{'type':'USER','id':' '},'target':{'type':'PROMPT','id':'p'},'access':['READ']}|subject.id",
                "{'subject':'x','target':{'type':'PROMPT','id':'p'},'access':['READ']}|subject",
                "{'target':{'type':'PROMPT','id':'p'},'access':['READ']}|subject",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'HOUSE','id':'p'},'access':['READ']}|target.type",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'PROMPT'},'access':['READ']}|target.id",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'INTEGRATION','id':'p'},'access':['READ']}|target.id",
                "{'subject':{'type':'USER','id':'x'},'target':{'type':'TAG','id':'p'},'access':['READ']}|target.id"
            })
    void whatIsNotAGrantIsRefusedByTheFieldAndNothingIsWritten(String quoted, String field) {
        var body = quoted.replace('\'', '"');
        var before = Rows.all();

        admin.post(AUTHORIZATION, body)
                .then()
                .statusCode(400)
                .body("validationErrors[0].path", startsWith(field))
                .body("message", containsString(field));
        admin.delete(AUTHORIZATION, body).then().statusCode(400);

        assertThat(Rows.all()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "authorization/HOUSE/x, type",
        "authorization/INTEGRATION/x, id",
        "authorization/PROMPT/x?groupBy=colour, groupBy",
        "subjects/HOUSE/x/grants, subjectType",
        "subjects/USER/x/grants?resourceType=HOUSE, resourceType"
    })
    void aQuestionInUnknownWordsIsRefusedByTheParameter(String path, String parameter) {
        admin.get("/api/auth/" + path)
                .then()
                .statusCode(400)
                .body("validationErrors.path", equalTo(List.of(parameter)));
    }
}
