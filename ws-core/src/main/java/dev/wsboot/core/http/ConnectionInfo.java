package dev.wsboot.core.http;

import java.net.InetSocketAddress;

/**
 * What the transport knows of a connection before its first byte.
 *
 * @param remoteAddress where the peer is
 * @param localAddress where it came to
 * @param secure whether the connection is TLS
 * @param boundToLoopback whether the listener, not just this connection, is bound to a loopback address
 */
public record ConnectionInfo(
        InetSocketAddress remoteAddress, InetSocketAddress localAddress, boolean secure, boolean boundToLoopback) {}
