package dev.wsboot.core.malformed;

import dev.wsboot.core.http.ConnectionInfo;
import dev.wsboot.core.http.HeadResult;
import dev.wsboot.core.http.OriginPolicy;
import dev.wsboot.core.http.PathTemplate;
import dev.wsboot.core.http.Refusal;
import dev.wsboot.core.http.RequestHead;
import dev.wsboot.core.http.RequestHeadReader;
import dev.wsboot.core.http.Router;
import dev.wsboot.core.http.ServerHandshake;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** The pure floors' answer to the bytes of a request, as on a server that is bound to loopback. */
final class PureServer {

    static final int PORT = 8090;

    /** What the heads of the corpus are sent to. */
    static final List<String> PATHS = List.of("/", "/chat", "/rooms/{room}", "/files/{*path}");

    private static final ConnectionInfo CONNECTION = new ConnectionInfo(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT),
            false,
            true);

    private static final ServerHandshake<String> HANDSHAKE =
            new ServerHandshake<>(router(), endpoint -> OriginPolicy.sameHost(() -> -1));

    private PureServer() {}

    private static Router<String> router() {
        Router.Builder<String> router = Router.builder();
        PATHS.forEach(path -> router.add(PathTemplate.parse(path), path));
        return router.build();
    }

    /** The HTTP status of the answer: 101 for an opening handshake, 0 when more bytes are waited for. */
    static int status(List<byte[]> chunks) {
        return status(chunks, new RequestHeadReader(Head.MAX_BYTES, Head.MAX_FIELDS));
    }

    /** As {@link #status}, with next to no limits. */
    static int generousStatus(List<byte[]> chunks) {
        return status(chunks, new RequestHeadReader(RequestHeadReader.MAX_BYTES, Integer.MAX_VALUE));
    }

    private static int status(List<byte[]> chunks, RequestHeadReader reader) {
        HeadResult result = null;
        for (byte[] chunk : chunks) {
            result = reader.read(ByteBuffer.wrap(chunk));
            if (result != null) {
                break;
            }
        }
        return result == null ? 0 : status(result);
    }

    private static int status(HeadResult result) {
        if (result instanceof Refusal refusal) {
            return refusal.status();
        }
        ServerHandshake.Result<String> judged = HANDSHAKE.evaluate((RequestHead) result, CONNECTION);
        return judged instanceof ServerHandshake.Refused<String> refused
                ? refused.refusal().status()
                : 101;
    }
}
