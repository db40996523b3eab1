package dev.wsboot;

import dev.wsboot.core.WsSession;

/**
 * An application event: a session was opened.
 *
 * <p>The events of all sessions are published one after the other in their order, on a thread of {@code wsHandlerExecutor}: no
 * session waits for a listener, but later events do, so what takes long belongs into an {@code @Async} listener. An event comes
 * about the same time as the session's {@code @OnOpen}, before or after it. While 10,000 events wait for slow listeners neither
 * the opening of further sessions nor their end is announced, which is logged.
 *
 * @param endpoint the name of the endpoint
 */
public record WsSessionOpenedEvent(WsSession session, String endpoint) {}
