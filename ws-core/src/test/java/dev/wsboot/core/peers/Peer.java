package dev.wsboot.core.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A program that is not ours and speaks WebSocket. */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the words of a command
enum Peer {
    /** Not the first python3 of the path: that one need not be Debian's, which has the module. */
    PYTHON_WEBSOCKETS("python3-websockets", ".py", List.of("/usr/bin/python3"), "-c", "import websockets"),
    NODE_WS("nodejs node-ws", ".js", List.of("node"), "-e", "require('ws')"),
    NGINX("nginx", "", List.of("nginx", "-e", "stderr"), "-v");

    private final String packages;
    private final String suffix;
    private final List<String> command;
    private final String[] probe;

    Peer(String packages, String suffix, List<String> command, String... probe) {
        this.packages = packages;
        this.suffix = suffix;
        this.command = command;
        this.probe = probe;
    }

    /** Skips the test where this program is not installed; fails it where it must be. */
    void require() {
        boolean there = isThere();
        String missing = this + " does not run here (Debian: apt-get install " + packages + ")";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(missing).isTrue();
        }
        assumeTrue(there, missing);
    }

    private boolean isThere() {
        try (PeerProcess process = start(probe)) {
            return process.exitValue() == 0;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Starts this program's script of that name, which lies in this package's resources. */
    PeerProcess startScript(String name, String... arguments) {
        URL script = Objects.requireNonNull(Peer.class.getResource(name + suffix), name);
        try {
            return start(concat(List.of(Path.of(script.toURI()).toString()), arguments));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Starts this program.
     *
     * @throws IllegalStateException when it is not there
     */
    PeerProcess start(String... arguments) {
        return new PeerProcess(concat(command, arguments));
    }

    private static String[] concat(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
