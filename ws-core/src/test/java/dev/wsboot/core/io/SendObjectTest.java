package dev.wsboot.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsboot.core.PreparedMessage;
import dev.wsboot.core.WsCodec;
import dev.wsboot.core.WsOptions;
import dev.wsboot.core.WsServer;
import dev.wsboot.core.WsSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects that are sent: as what they are, or as the endpoint's codec writes them. */
class SendObjectTest {

    private record Words(List<String> all) {}

    private static final class Lines implements WsCodec.Text {

        @Override
        public String encode(Object message) throws IOException {
            if (message instanceof Words words) {
                return String.join("|", words.all());
            }
            throw new IOException("no words");
        }

        @Override
        public Object decode(String message, Type type) {
            return new Words(List.of(message.split("\\|")));
        }
    }

    private static final class Lengths implements WsCodec.Binary {

        @Override
        public ByteBuffer encode(Object message) {
            return ByteBuffer.wrap(new byte[] {9, (byte) ((Words) message).all().size()})
                    .position(1);
        }

        @Override
        public Object decode(ByteBuffer message, Type type) {
            throw new UnsupportedOperationException();
        }
    }

    private final Recorder handler = new Recorder();

    private WsServer start(WsCodec codec) {
        return TestServers.start(handler, WsOptions.builder().codec(codec).build());
    }

    @Test
    void whatIsAMessageAlreadyIsSentAsItIs() {
        try (WsServer server = start(new Lines());
                RawClient client = RawClient.open(server, "/")) {
            WsSession session = handler.session();
            for (Object message :
                    List.of("text", new byte[] {1}, ByteBuffer.wrap(new byte[] {2}), PreparedMessage.of("made"))) {
                assertThat(session.send(message).isAccepted()).isTrue();
            }
            assertThat(client.next().text()).isEqualTo("text");
            assertThat(client.next().payload()).containsExactly(1);
            assertThat(client.next().payload()).containsExactly(2);
            assertThat(client.next().text()).isEqualTo("made");
        }
    }

    @Test
    void otherObjectsAreWrittenByTheCodecAsTextOrAsBytes() {
        Words words = new Words(List.of("a", "b", "c"));
        try (WsServer server = start(new Lines());
                RawClient client = RawClient.open(server, "/")) {
            handler.session().send(words);
            Wire.Frame frame = client.next();
            assertThat(frame.first()).isEqualTo(Wire.FIN | Wire.TEXT);
            assertThat(frame.text()).isEqualTo("a|b|c");
        }
        try (WsServer server = start(new Lengths());
                RawClient client = RawClient.open(server, "/")) {
            handler.session().send(words);
            Wire.Frame frame = client.next();
            assertThat(frame.first()).isEqualTo(Wire.FIN | Wire.BINARY);
            assertThat(frame.payload()).containsExactly(3);
        }
    }

    @Test
    void whatCannotBeWrittenThrowsAndTheSessionGoesOn() {
        try (WsServer server = start(new Lines());
                RawClient client = RawClient.open(server, "/")) {
            WsSession session = handler.session();
            assertThatThrownBy(() -> session.send(new Object()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("a java.lang.Object cannot be encoded");
            session.send("next");
            assertThat(client.next().text()).isEqualTo("next");
        }
        try (WsServer server = start(null);
                RawClient client = RawClient.open(server, "/")) {
            assertThatThrownBy(() -> handler.session().send(new Words(List.of())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("set WsOptions.codec");
            client.reset();
        }
    }
}
