package dev.stagedoor.client.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.netflix.conductor.client.exception.ConductorClientException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a client says that it was refused. */
final class Failures {
    private Failures() {}

    static AbstractThrowableAssert<?, ? extends Throwable> assertThatFails(int status, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(ConductorClientException.class, failure -> assertThat(failure.getStatus())
                        .isEqualTo(status));
    }
}
