package dev.wsboot.endpoint;

import dev.wsboot.core.protocol.CloseStatus;

/**
 * A message that the endpoint has no method for.
 *
 * @param kind the kind of message, as in "text"
 * @param parameter the type of parameter that a method for it has
 */
record UnsupportedStep(String kind, String parameter) implements Step {

    @Override
    public void run(EndpointSession session, Object message) {
        session.cut(
                CloseStatus.UNSUPPORTED_DATA_CODE,
                kind + " messages are not accepted here",
                "it sent a " + kind + " message, for which the endpoint has no method: add an @OnMessage method with a "
                        + parameter + " parameter to "
                        + session.definition().source());
    }
}
