package dev.wsboot;

import dev.wsboot.core.WsSession;
import dev.wsboot.core.protocol.CloseStatus;

/**
 * An application event: a session is over. It comes exactly once for each {@link WsSessionOpenedEvent}, after it, and is
 * published in the same way.
 *
 * @param endpoint the name of the endpoint
 * @param status why the session ended, and who began it
 */
public record WsSessionClosedEvent(WsSession session, String endpoint, CloseStatus status) {}
