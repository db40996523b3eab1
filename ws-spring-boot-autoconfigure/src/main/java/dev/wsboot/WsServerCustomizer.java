package dev.wsboot;

import dev.wsboot.core.WsServer;

/**
 * Changes how the server is started: a bean that is called, in the order of
 * {@link org.springframework.core.annotation.Order}, when the builder has got all that the properties and the endpoints say.
 *
 * <p>It is not called when there is no endpoint. To add an endpoint there is {@link WsEndpointRegistration}: what is added to
 * the builder itself is not checked, has no settings under {@code ws}, and is not in {@link WsSessions}.
 */
@FunctionalInterface
public interface WsServerCustomizer {

    /** Changes the builder. */
    void customize(WsServer.Builder builder);
}
