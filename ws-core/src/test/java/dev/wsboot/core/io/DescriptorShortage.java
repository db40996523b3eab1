package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Deque;

/** An echo server as a process of its own, which uses up its descriptors and frees them as it is told on its input. */
final class DescriptorShortage {

    private DescriptorShortage() {}

    public static void main(String[] args) throws IOException {
        WsServerEvents events = new WsServerEvents() {
            @Override
            public void acceptFailed(Exception error) {
                say("acceptFailed " + error.getMessage());
            }

            @Override
            public void acceptRecovered() {
                say("acceptRecovered");
            }
        };
        Deque<FileInputStream> hoard = new ArrayDeque<>();
        // Not closed: that would take a descriptor.
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (WsServer server =
                TestServers.start(TestServers.builder().events(events).handler("/", new Echo()))) {
            say("port " + server.port());
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                if (command.startsWith("leave ")) {
                    leave(Integer.parseInt(command.substring("leave ".length())), hoard);
                    say("done");
                } else {
                    free(hoard.size(), hoard);
                }
            }
        }
    }

    /** Uses up all descriptors but so many. */
    private static void leave(int count, Deque<FileInputStream> hoard) throws IOException {
        boolean more = true;
        while (more) {
            try {
                hoard.push(new FileInputStream("/dev/null"));
            } catch (IOException e) {
                more = false;
            }
        }
        free(count, hoard);
    }

    private static void free(int count, Deque<FileInputStream> hoard) throws IOException {
        for (int i = 0; i < count; i++) {
            hoard.pop().close();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
