package dev.stagedoor.console;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** For tests that are steps of one story: what comes after a step that failed is skipped, not failed for the same reason. */
final class Story implements ExecutionCondition, TestExecutionExceptionHandler {
    private boolean isBroken;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return isBroken && context.getTestMethod().isPresent()
                ? ConditionEvaluationResult.disabled("an earlier step failed")
                : ConditionEvaluationResult.enabled("no step failed so far");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        isBroken = true;
        throw failure;
    }
}
