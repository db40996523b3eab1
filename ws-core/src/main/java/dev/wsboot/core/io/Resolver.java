package dev.wsboot.core.io;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Looks up the addresses of hosts. That blocks, so it has a thread for each look-up, and none for what is an address already. */
final class Resolver {

    private Resolver() {}

    /** Finds all addresses of a host and hands them over, or the reason why there are none. */
    static void resolve(String host, BiConsumer<@Nullable List<InetAddress>, @Nullable UnknownHostException> whenDone) {
        if (isAddress(host)) {
            lookUp(host, whenDone);
            return;
        }
        Thread thread = new Thread(() -> lookUp(host, whenDone), "ws-resolver");
        thread.setDaemon(true);
        thread.start();
    }

    /** No name of a host has a colon, or ends in a digit. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1));
    }

    private static void lookUp(
            String host, BiConsumer<@Nullable List<InetAddress>, @Nullable UnknownHostException> whenDone) {
        try {
            whenDone.accept(List.of(InetAddress.getAllByName(host)), null);
        } catch (UnknownHostException e) {
            whenDone.accept(null, e);
        }
    }
}
