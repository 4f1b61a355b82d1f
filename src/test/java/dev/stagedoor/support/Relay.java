package dev.stagedoor.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a program and its database, and can take the database away: connections break, and new ones are refused. */
public final class Relay implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;

    public Relay(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        listen(server);
    }

    public int port() {
        return port;
    }

    private void listen(ServerSocket on) {
        Thread.ofVirtual().start(() -> {
            while (!on.isClosed()) {
                try {
                    join(on.accept());
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void join(Socket here) throws IOException {
        var there = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(here);
        sockets.add(there);
        pass(here, there);
        pass(there, here);
    }

    private void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                sockets.remove(from);
            }
        });
    }

    public void stop() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    public void goOn() throws IOException {
        server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        listen(server);
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
