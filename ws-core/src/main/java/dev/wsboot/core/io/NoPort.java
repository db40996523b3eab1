package dev.wsboot.core.io;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The place of a server that listens nowhere: what it is connected to was given to it. */
final class NoPort implements Listener {

    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
