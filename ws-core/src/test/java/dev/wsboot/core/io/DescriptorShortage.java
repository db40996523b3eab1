package dev.wsboot.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsServerEvents;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;

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
        List<FileInputStream> hoard = new ArrayList<>();
        try (WsServer server =
                        TestServers.start(TestServers.builder().events(events).handler("/", new Echo()));
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            say("port " + server.port());
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                if (command.equals("exhaust")) {
                    exhaust(hoard);
                } else {
                    for (FileInputStream each : hoard) {
                        each.close();
                    }
                    hoard.clear();
                }
                say(command + " done");
            }
        }
    }

    private static void exhaust(List<FileInputStream> hoard) {
        while (true) {
            try {
                hoard.add(new FileInputStream("/dev/null"));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
