package dev.stagedoor.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/** An administrator, signed in to a Stagedoor of its own. Nothing that is done there may make the browser complain. */
abstract class AdminAtTheConsole {
    static final Api API = Api.admin();

    @AutoClose
    static Door door;

    @AutoClose
    static Chromium chromium;

    static Visitor admin;

    @BeforeAll
    static void signIn(TestInfo test) throws IOException {
        chromium = Chromium.start();
        door = Door.forKeys(test.getTestClass().orElseThrow().getSimpleName().toLowerCase(Locale.ROOT) + "-");
        admin = chromium.visitor(door.url()).signIn(door.adminKey());
    }

    @AfterEach
    void theBrowserHasNothingToComplainAbout() {
        var troubles = admin.troubles();
        admin.forgetTroubles();
        assertThat(troubles).isEmpty();
    }
}
