package dev.wsboot.core.io;

import dev.wsboot.core.protocol.Role;

/** The opening handshake on its way: a proxy that asks for smaller windows, or something that is no peer at all. */
final class SimulationHeads {

    private static final int FULL = 15;

    private final SimulationRules rules;
    private final SimulationReader client;
    private final SimulationReader server;
    private int serverWindowBits = FULL;

    /**
     * The handshake of a connection.
     *
     * @param client reads what the client sends
     * @param server reads what the server sends
     */
    SimulationHeads(SimulationRules rules, SimulationReader client, SimulationReader server) {
        this.rules = rules;
        this.client = client;
        this.server = server;
    }

    SimulationWire.Heads of(Role sender) {
        return new SimulationWire.Heads() {

            @Override
            public String pass(String head) {
                return replaces() ? rules.script().text() : sender == Role.CLIENT ? request(head) : answer(head);
            }

            @Override
            public boolean replaces() {
                return rules.script().replaces(sender);
            }
        };
    }

    private String request(String head) {
        if (rules.serverWindowBits() == 0 || !head.contains("permessage-deflate")) {
            return head;
        }
        serverWindowBits = rules.serverWindowBits();
        return head.replace("permessage-deflate", "permessage-deflate; server_max_window_bits=" + serverWindowBits);
    }

    private String answer(String head) {
        if (!head.startsWith("HTTP/1.1 101") || !head.contains("permessage-deflate")) {
            return head;
        }
        boolean narrow = rules.clientWindowBits() != 0;
        server.compressed(!head.contains("server_no_context_takeover"), serverWindowBits);
        client.compressed(!head.contains("client_no_context_takeover"), narrow ? rules.clientWindowBits() : FULL);
        return narrow
                ? head.replace(
                        "permessage-deflate", "permessage-deflate; client_max_window_bits=" + rules.clientWindowBits())
                : head;
    }
}
