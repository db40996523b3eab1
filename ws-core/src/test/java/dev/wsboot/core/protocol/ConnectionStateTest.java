package dev.wsboot.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsboot.core.protocol.ConnectionState.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** RFC 6455 §4, §7: the table of states, and the drawing of it in {@code docs/states.md}. */
class ConnectionStateTest {

    private static final String TABLE = """
            state        OPENED PEER_CLOSE   OUR_CLOSE FAIL   LOST
            CONNECTING   OPEN   -            -         ENDING CLOSED
            OPEN         -      PEER_CLOSING CLOSING   ENDING CLOSED
            PEER_CLOSING -      -            ENDING    -      CLOSED
            CLOSING      -      ENDING       -         ENDING CLOSED
            ENDING       -      -            -         -      CLOSED
            CLOSED       -      -            -         -      -
            """;

    @Test
    void everySignalDoesInEveryStateWhatTheTableSays() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +")).toList();
        String[] signals = rows.get(0);
        List<String> states = rows.stream().skip(1).map(row -> row[0]).toList();
        assertThat(states).containsExactly(names(ConnectionState.values()));
        assertThat(Arrays.copyOfRange(signals, 1, signals.length)).containsExactly(names(Signal.values()));
        for (String[] row : rows.subList(1, rows.size())) {
            for (int i = 1; i < row.length; i++) {
                ConnectionState next = ConnectionState.valueOf(row[0]).on(Signal.valueOf(signals[i]));
                assertThat(next == null ? "-" : next.name())
                        .as("%s on %s", row[0], signals[i])
                        .isEqualTo(row[i]);
            }
        }
    }

    private static String[] names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
    }

    @Test
    void everyStateCanBeReachedFromConnecting() {
        assertThat(reachableFrom(ConnectionState.CONNECTING)).containsExactlyInAnyOrder(ConnectionState.values());
    }

    @Test
    void theEndOfTheTransportIsReachedFromEveryStateAndIsFinal() {
        for (ConnectionState state : ConnectionState.values()) {
            assertThat(reachableFrom(state)).contains(ConnectionState.CLOSED);
        }
        assertThat(reachableFrom(ConnectionState.CLOSED)).containsExactly(ConnectionState.CLOSED);
    }

    @Test
    void noStateIsEnteredTwice() {
        for (ConnectionState state : ConnectionState.values()) {
            for (Signal signal : Signal.values()) {
                ConnectionState next = state.on(signal);
                assertThat(next == null || !reachableFrom(next).contains(state))
                        .as("%s on %s leads to %s and never back", state, signal, next)
                        .isTrue();
            }
        }
    }

    /** RFC 6455 §7.1.3: whichever Close comes first, both lead to the end. */
    @Test
    void theTwoClosesLeadToTheEndInEitherOrder() {
        for (List<Signal> order :
                List.of(List.of(Signal.OUR_CLOSE, Signal.PEER_CLOSE), List.of(Signal.PEER_CLOSE, Signal.OUR_CLOSE))) {
            ConnectionState state = ConnectionState.OPEN;
            for (Signal signal : order) {
                state = state.on(signal);
            }
            assertThat(state).as("after %s", order).isEqualTo(ConnectionState.ENDING);
        }
    }

    /** RFC 6455 §5.5.1: no data after our Close. */
    @Test
    void messagesMayBeSentFromTheOpeningHandshakeUntilOurClose() {
        Set<ConnectionState> sending = EnumSet.noneOf(ConnectionState.class);
        for (ConnectionState state : ConnectionState.values()) {
            if (state.canSend()) {
                sending.add(state);
            }
        }
        assertThat(sending).containsExactly(ConnectionState.OPEN, ConnectionState.PEER_CLOSING);
    }

    private static Set<ConnectionState> reachableFrom(ConnectionState start) {
        Set<ConnectionState> reached = EnumSet.of(start);
        Deque<ConnectionState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            ConnectionState state = open.remove();
            for (Signal signal : Signal.values()) {
                ConnectionState next = state.on(signal);
                if (next != null && reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    /** To draw it anew: {@code mvn test -pl ws-core -Dtest=ConnectionStateTest -Dws.docs.write=true}. */
    @Test
    void theDrawingInTheDocumentationIsTrue() throws IOException {
        Path file = documentation();
        String page = Files.readString(file);
        String start = "```mermaid\n";
        int from = page.indexOf(start) + start.length();
        int to = page.indexOf("```", from);
        assertThat(from).as("where a diagram begins in %s", file).isGreaterThanOrEqualTo(start.length());
        assertThat(to).as("where it ends").isPositive();
        if (Boolean.getBoolean("ws.docs.write")) {
            Files.writeString(file, page.substring(0, from) + diagram() + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("the diagram in %s, which -Dws.docs.write=true draws anew", file)
                    .isEqualTo(diagram());
        }
        assertThat(Files.readString(file))
                .contains(names(ConnectionState.values()))
                .contains(names(Signal.values()));
    }

    private static Path documentation() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/states.md"))) {
            directory = directory.getParent();
            assertThat(directory).as("a directory above with docs/states.md").isNotNull();
        }
        return directory.resolve("docs/states.md");
    }

    private static String diagram() {
        StringBuilder diagram = new StringBuilder("stateDiagram-v2\n    [*] --> CONNECTING\n");
        for (ConnectionState state : ConnectionState.values()) {
            for (ConnectionState next : ConnectionState.values()) {
                String signals = Arrays.stream(Signal.values())
                        .filter(signal -> state.on(signal) == next)
                        .map(Enum::name)
                        .collect(Collectors.joining(", "));
                if (!signals.isEmpty()) {
                    diagram.append("    %s --> %s: %s\n".formatted(state, next, signals));
                }
            }
        }
        return diagram.append("    CLOSED --> [*]\n").toString();
    }
}
