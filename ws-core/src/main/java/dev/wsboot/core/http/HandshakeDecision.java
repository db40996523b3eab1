package dev.wsboot.core.http;

import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application decided about an opening handshake: {@link #accept()} it or {@link #reject(int)} it. Immutable:
 * each fluent call returns a new decision and leaves the old one as it was.
 */
public sealed interface HandshakeDecision {

    /** The name of the attribute that holds the session's {@link Accept#principal principal}. */
    String PRINCIPAL = "java.security.Principal";

    /** The connection is accepted. */
    static Accept accept() {
        return Accept.PLAIN;
    }

    /**
     * The connection is rejected.
     *
     * @param status the HTTP status of the answer, 400 to 599
     * @throws IllegalArgumentException for any other status
     */
    static Reject reject(int status) {
        return new Reject(status, HeaderFields.EMPTY, null);
    }

    /** An accepted handshake, with what is to be added to the 101 response and to the session. */
    final class Accept implements HandshakeDecision {

        private static final Accept PLAIN = new Accept(null, HeaderFields.EMPTY, Map.of(), null);

        private final @Nullable String subprotocol;
        private final HeaderFields headers;
        private final Map<String, Object> attributes;
        private final @Nullable Object attachment;

        private Accept(
                @Nullable String subprotocol,
                HeaderFields headers,
                Map<String, Object> attributes,
                @Nullable Object attachment) {
            this.subprotocol = subprotocol;
            this.headers = headers;
            this.attributes = attributes;
            this.attachment = attachment;
        }

        /**
         * Names the subprotocol to use in place of the server's own preference (RFC 6455 §4.2.2). It must be one that the
         * client offered: that is checked when the response is made.
         *
         * @throws IllegalArgumentException when the name is no token
         */
        public Accept subprotocol(String name) {
            if (!Grammar.isToken(name)) {
                throw new IllegalArgumentException(
                        "'" + Escaped.of(name) + "' is not a subprotocol name: it must be a token (RFC 6455 §4.1)");
            }
            return new Accept(name, headers, attributes, attachment);
        }

        /**
         * Adds a field to the 101 response.
         *
         * @throws IllegalArgumentException when the field belongs to the protocol, or its name or value is not valid
         */
        public Accept header(String name, String value) {
            return new Accept(subprotocol, headers.with(ProtocolFields.checked(name), value), attributes, attachment);
        }

        /** Puts an attribute into the session, in the place of one with the same key. */
        public Accept attribute(String key, Object value) {
            Map<String, Object> extended = new HashMap<>(attributes);
            extended.put(key, value);
            return new Accept(subprotocol, headers, Map.copyOf(extended), attachment);
        }

        /** Says who the client is: the attribute {@link #PRINCIPAL}. */
        public Accept principal(Principal principal) {
            return attribute(PRINCIPAL, principal);
        }

        /** Attaches an object to the session from its start, in place of the one before. */
        public Accept attachment(@Nullable Object object) {
            return new Accept(subprotocol, headers, attributes, object);
        }

        /** The subprotocol to use, or null to leave it to the server's preference. */
        public @Nullable String subprotocol() {
            return subprotocol;
        }

        /** The additional fields of the response. */
        public HeaderFields headers() {
            return headers;
        }

        /** The attributes for the session, unmodifiable. */
        public Map<String, Object> attributes() {
            return attributes;
        }

        /** The object that is attached to the session, or null. */
        public @Nullable Object attachment() {
            return attachment;
        }
    }

    /** A rejected handshake and the HTTP response to it. */
    final class Reject implements HandshakeDecision {

        private final int status;
        private final HeaderFields headers;
        private final @Nullable String body;

        private Reject(int status, HeaderFields headers, @Nullable String body) {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException(
                        "a handshake is rejected with a status of 400 to 599, not " + status);
            }
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        /**
         * Adds a field to the response. A {@code Content-Type} takes the place of the usual {@code text/plain}.
         *
         * @throws IllegalArgumentException when the field belongs to the protocol, or its name or value is not valid
         */
        public Reject header(String name, String value) {
            return new Reject(status, headers.with(ProtocolFields.checked(name), value), body);
        }

        /** Sets the content of the response, sent as UTF-8. */
        public Reject body(String text) {
            return new Reject(status, headers, text);
        }

        /** The HTTP status of the response, 400 to 599. */
        public int status() {
            return status;
        }

        /** The additional fields of the response. */
        public HeaderFields headers() {
            return headers;
        }

        /** The content of the response, or null for a general sentence. */
        public @Nullable String body() {
            return body;
        }
    }
}
