package dev.stagedoor.wire;

import dev.stagedoor.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies that are too large, by what they say of themselves or by what they turn out to be. Quarkus has such a
 * limit too, but answers with an empty body and cuts the connection while the client still writes, so that most never see
 * the status either.
 */
@Provider
@ApplicationScoped
class BodyLimit implements ReaderInterceptor {
    private final long maxSize;

    BodyLimit(BodyConfig config) {
        this.maxSize = config.maxSize().asLongValue();
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        var declared = body.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        if (declared != null && Long.parseLong(declared) > maxSize) {
            throw tooLarge();
        }
        body.setInputStream(new Counted(body.getInputStream(), maxSize));
        return body.proceed();
    }

    private static Problem tooLarge() {
        return new Problem.TooLarge();
    }

    /** A stream that fails once it has given too much: as an I/O failure, which no JSON parser takes for bad JSON. */
    private static final class Counted extends FilterInputStream {
        private long left;

        Counted(InputStream in, long maxSize) {
            super(in);
            this.left = maxSize;
        }

        @Override
        public int read() throws IOException {
            var read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var read = super.read(into, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new IOException(tooLarge());
            }
        }
    }
}
