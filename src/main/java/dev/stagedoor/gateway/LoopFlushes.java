package dev.stagedoor.gateway;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Sends what the calls of one event loop write together: whoever receives it is woken once and finds the rest when it looks,
 * which takes the loop less time than to wake it for each call. That is at the end of a turn of the loop, or when there
 * is enough of it. After a turn with one thing to send the next one goes at once: a call that is alone has nothing to wait for.
 *
 * <p>Netty's {@code FlushConsolidationHandler} lets such a call wait too, and knows of one connection only.
 */
@Sharable
final class LoopFlushes extends ChannelOutboundHandlerAdapter {
    private static final int ENOUGH = 32;

    private static final FastThreadLocal<LoopFlushes> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected LoopFlushes initialValue() {
            return new LoopFlushes();
        }
    };

    private final Queue<ChannelHandlerContext> waiting = new ArrayDeque<>(ENOUGH);
    private int flushesOfThisTurn;
    private int flushesOfLastTurn;

    /** Asked on the event loop of this connection; a connection that has joined already stays so. */
    static void joinedBy(HttpConnection connection) {
        var pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.get(LoopFlushes.class) == null) {
            pipeline.addFirst(OF_THIS_LOOP.get());
        }
    }

    @Override
    public void flush(ChannelHandlerContext connection) {
        if (flushesOfThisTurn++ == 0) {
            connection.executor().execute(this::endTurn);
            if (flushesOfLastTurn <= 1) {
                connection.flush();
                return;
            }
        }
        waiting.add(connection);
        if (waiting.size() >= ENOUGH) {
            flushAll();
        }
    }

    private void endTurn() {
        flushesOfLastTurn = flushesOfThisTurn;
        flushesOfThisTurn = 0;
        flushAll();
    }

    private void flushAll() {
        for (var connection = waiting.poll(); connection != null; connection = waiting.poll()) {
            connection.flush();
        }
    }

    /** What is not flushed by then is lost. */
    @Override
    public void close(ChannelHandlerContext connection, ChannelPromise closed) throws Exception {
        if (waiting.remove(connection)) {
            connection.flush();
        }
        super.close(connection, closed);
    }
}
