package dev.wsboot.guide.extending;

import dev.wsboot.WsInterceptor;
import dev.wsboot.core.WsSession;
import dev.wsboot.core.http.Handshake;
import dev.wsboot.core.http.HandshakeDecision;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(1)
class Tenants implements WsInterceptor {

    @Override
    public HandshakeDecision beforeHandshake(Handshake handshake) {
        String tenant = handshake.queryParam("tenant");
        return tenant == null
                ? HandshakeDecision.reject(400).body("which tenant?")
                : HandshakeDecision.accept().attribute("tenant", tenant);
    }

    @Override
    public boolean isFor(String endpoint) {
        return endpoint.equals("greeting");
    }

    @Override
    public @Nullable String beforeText(WsSession session, String message) {
        return message.equals("noise") ? null : message.strip();
    }
}
