/** A WebSocket server (RFC 6455) without any dependency at run time. */
module dev.wsboot.core {
    requires static transitive org.jspecify;

    exports dev.wsboot.core;
    exports dev.wsboot.core.deflate;
    exports dev.wsboot.core.http;
    exports dev.wsboot.core.protocol;
    exports dev.wsboot.core.testing;
}
