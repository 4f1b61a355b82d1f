package dev.stagedoor.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Says nothing for a tenth of a second per word: a WAV file, whatever format was asked for. */
record LoopbackSpeech(int words) {
    /** Mono, 8 bits. */
    private static final int SAMPLES_PER_SECOND = 8000;

    private static final int SAMPLES_PER_WORD = SAMPLES_PER_SECOND / 10;
    private static final int HEADER = 44;
    private static final byte SILENCE = (byte) 128;

    static LoopbackSpeech of(JsonObject asked) {
        var text = String.valueOf(asked.getValue("input"));
        return new LoopbackSpeech(Math.min(Loopback.words(text).size(), 1000));
    }

    static boolean isInEvents(JsonObject asked) {
        return "sse".equals(asked.getValue("stream_format"));
    }

    Buffer whole() {
        var samples = words * SAMPLES_PER_WORD;
        var wav = ByteBuffer.allocate(HEADER + samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF"))
                .putInt(HEADER - 8 + samples)
                .put(ascii("WAVEfmt "))
                .putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(SAMPLES_PER_SECOND).putInt(SAMPLES_PER_SECOND);
        wav.putShort((short) 1).putShort((short) 8).put(ascii("data")).putInt(samples);
        while (wav.hasRemaining()) {
            wav.put(SILENCE);
        }
        return Buffer.buffer(wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    List<String> events() {
        var audio = Base64.getEncoder().encodeToString(whole().getBytes());
        var usage = new JsonObject()
                .put("input_tokens", words)
                .put("output_tokens", words)
                .put("total_tokens", 2 * words);
        return List.of(
                event(new JsonObject().put("type", "speech.audio.delta").put("audio", audio)),
                event(new JsonObject().put("type", "speech.audio.done").put("usage", usage)));
    }

    private static String event(JsonObject event) {
        return "data: " + event.encode() + "\n\n";
    }
}
