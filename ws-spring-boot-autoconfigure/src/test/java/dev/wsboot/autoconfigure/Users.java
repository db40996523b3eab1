package dev.wsboot.autoconfigure;

import dev.wsboot.WsInterceptor;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import java.security.Principal;

/** Believes who the client says that it is: {@code ?user=anna}. */
final class Users implements WsInterceptor {

    @Override
    public HandshakeDecision beforeHandshake(Handshake handshake) {
        String name = handshake.queryParam("user");
        Principal principal = () -> name;
        return name == null
                ? HandshakeDecision.accept()
                : HandshakeDecision.accept().attribute("java.security.Principal", principal);
    }
}
