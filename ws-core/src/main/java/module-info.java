/** A WebSocket server and client (RFC 6455) without any dependency at run time. */
module dev.wsboot.core {
    requires static transitive org.jspecify;
}
