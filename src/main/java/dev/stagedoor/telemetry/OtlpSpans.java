package dev.stagedoor.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Spans as OTLP writes them in JSON: 64-bit numbers are texts there. */
final class OtlpSpans {
    private static final int ERROR = 2;

    private final JsonFactory json;
    private final Map<String, Object> resource;

    /** @param resource what all spans are from */
    OtlpSpans(JsonFactory json, Map<String, Object> resource) {
        this.json = json;
        this.resource = Map.copyOf(resource);
    }

    byte[] write(List<Span> spans) {
        var bytes = new ByteArrayOutputStream();
        try (var out = json.createGenerator(bytes)) {
            write(spans, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written to", e);
        }
        return bytes.toByteArray();
    }

    private void write(List<Span> spans, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("resourceSpans");
        out.writeStartObject();
        out.writeObjectFieldStart("resource");
        writeAttributes(resource, out);
        out.writeEndObject();
        out.writeArrayFieldStart("scopeSpans");
        out.writeStartObject();
        out.writeObjectFieldStart("scope");
        out.writeStringField("name", "dev.stagedoor.telemetry");
        out.writeEndObject();
        out.writeArrayFieldStart("spans");
        for (var span : spans) {
            write(span, out);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(Span span, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("traceId", span.traceId());
        out.writeStringField("spanId", span.spanId());
        if (span.parentId() != null) {
            out.writeStringField("parentSpanId", span.parentId());
        }
        out.writeStringField("name", span.name());
        out.writeNumberField("kind", span.kind().number());
        out.writeStringField("startTimeUnixNano", Long.toString(span.startedNanos()));
        out.writeStringField("endTimeUnixNano", Long.toString(span.endedNanos()));
        writeAttributes(span.attributes(), out);
        if (span.isError()) {
            out.writeObjectFieldStart("status");
            out.writeNumberField("code", ERROR);
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void writeAttributes(Map<String, Object> attributes, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("attributes");
        for (var attribute : attributes.entrySet()) {
            out.writeStartObject();
            out.writeStringField("key", attribute.getKey());
            out.writeObjectFieldStart("value");
            writeValue(attribute.getValue(), out);
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeValue(Object value, JsonGenerator out) throws IOException {
        switch (value) {
            case Boolean truth -> out.writeBooleanField("boolValue", truth);
            case Double number -> out.writeNumberField("doubleValue", number);
            case Number number -> out.writeStringField("intValue", Long.toString(number.longValue()));
            default -> out.writeStringField("stringValue", value.toString());
        }
    }
}
