/**
 * The auto-configuration of the WebSocket server, and the properties under {@code ws} that steer it.
 *
 * <p>{@link dev.wsboot.autoconfigure.WsAutoConfiguration} declares the beans. Two lifecycle beans start the one server when
 * all beans are there, drain it before they go, and stop it: {@code EmbeddedWsServer} holds it meanwhile. What is wrong with
 * endpoints, properties or the port fails the start with an analysis that says what to change.
 *
 * <p>Tested with application contexts for every condition, and with real clients over sockets.
 */
@NullMarked
package dev.wsboot.autoconfigure;

import org.jspecify.annotations.NullMarked;
