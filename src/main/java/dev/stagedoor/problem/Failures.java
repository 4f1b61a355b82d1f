package dev.stagedoor.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.DatabaseException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.hibernate.JDBCException;
import org.hibernate.StaleStateException;

/** What a failure of a library means to the caller. Anything not named here stays an opaque 500. */
final class Failures {
    private static final int DEEPEST_CAUSE = 12;

    private Failures() {}

    static Optional<Problem> meaningOf(Throwable failure) {
        var cause = failure;
        for (var depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            var problem = meaningOfOne(cause);
            if (problem != null) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    private static Problem meaningOfOne(Throwable cause) {
        return switch (cause) {
            case Problem p -> p;
            case ConstraintViolationException e -> invalid(e);
            case JsonProcessingException e -> new Problem.Invalid(pathOf(e), explain(e));
            case AuthenticationFailedException e -> Problem.Unauthenticated.invalid();
            case OptimisticLockException e -> changedMeanwhile();
            case StaleStateException e -> changedMeanwhile();
            case PgException e -> ofSqlState(e.getSqlState());
            case JDBCException e -> ofSqlState(e.getSQLState());
            case DatabaseException e -> Problem.Unavailable.store();
            case WebApplicationException e when e.getCause() instanceof JsonProcessingException -> null;
            case WebApplicationException e -> ofStatus(e);
            default -> isStoreAway(cause) ? Problem.Unavailable.store() : null;
        };
    }

    private static Problem changedMeanwhile() {
        return new Problem.Conflict("Somebody else changed this at the same time; read it again and retry");
    }

    private static Problem ofSqlState(String given) {
        var state = Optional.ofNullable(given).orElse("");
        if (Problem.Unavailable.isMeantBy(state)) {
            return Problem.Unavailable.store();
        }
        return switch (state) {
            case "23505" -> new Problem.Conflict("Somebody else created this at the same time; read it and retry");
            case "23503" -> new Problem.Conflict("Somebody else removed what this refers to; read it again and retry");
            case "40001", "40P01" -> changedMeanwhile();
            case "22021" -> new Problem.Invalid("request", "must not hold the character U+0000");
            default -> null;
        };
    }

    private static boolean isStoreAway(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case TimeoutException e -> true;
            case io.smallrye.mutiny.TimeoutException e -> true;
            case ConnectException e -> true;
            case ClosedConnectionException e -> true;
            default ->
                message.contains("Connection is closed")
                        || message.contains("Connection is not active")
                        || message.contains("Pool closed")
                        || message.startsWith("Timeout");
        };
    }

    private static Problem ofStatus(WebApplicationException e) {
        var status = e.getResponse().getStatus();
        return switch (status) {
            case 400 -> new Problem.Invalid("body", "is missing or cannot be read");
            case 404 ->
                e.getCause() instanceof NumberFormatException
                        ? new Problem.Invalid("query", "holds something else where a whole number is expected")
                        : new Problem.NotFound("There is nothing at this path");
            case 413 -> new Problem.TooLarge();
            default -> null;
        };
    }

    private static Problem invalid(ConstraintViolationException e) {
        return new Problem.Invalid(e.getConstraintViolations().stream()
                .map(v -> new Problem.Violation(lastOf(v), v.getMessage()))
                .sorted((a, b) -> a.path().compareTo(b.path()))
                .toList());
    }

    /** Validation paths begin with the Java method and its parameter; the caller knows neither. */
    private static String lastOf(ConstraintViolation<?> violation) {
        var nodes = Arrays.asList(violation.getPropertyPath().toString().split("\\."));
        return nodes.size() <= 2 ? nodes.getLast() : String.join(".", nodes.subList(2, nodes.size()));
    }

    private static String pathOf(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "body";
        }
        var path = new ArrayList<String>();
        for (var reference : mapping.getPath()) {
            path.add(reference.getFieldName() != null ? reference.getFieldName() : "[" + reference.getIndex() + "]");
        }
        return String.join(".", path).replace(".[", "[");
    }

    private static String explain(JsonProcessingException e) {
        return switch (e) {
            case StreamConstraintsException tooMuch -> explainTooMuch();
            case JsonMappingException m when m.getCause() instanceof StreamConstraintsException -> explainTooMuch();
            case InvalidFormatException f
            when f.getTargetType().isEnum() ->
                "'" + shortened(f.getValue()) + "' is not one of "
                        + Arrays.toString(f.getTargetType().getEnumConstants());
            case InvalidFormatException f ->
                "'" + shortened(f.getValue()) + "' is not a "
                        + f.getTargetType().getSimpleName().toLowerCase(java.util.Locale.ROOT);
            case JsonMappingException m when !m.getPath().isEmpty() -> "has the wrong type";
            case JsonMappingException m -> "is not the JSON that is expected here";
            default -> "is not valid JSON" + where(e);
        };
    }

    private static String explainTooMuch() {
        return "is nested too deeply, or holds a name or number that is too long";
    }

    private static String where(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String shortened(Object value) {
        var text = String.valueOf(value);
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
