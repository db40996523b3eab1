/**
 * How an annotated bean becomes the code behind a path.
 *
 * <p>At start-up {@link dev.wsboot.endpoint.EndpointScanner} finds the beans, checks all of them and prepares every handler
 * method as an {@code Invocation}: a method handle with an array of arguments and a reply. For each session an
 * {@link dev.wsboot.endpoint.EndpointHandler}, called on the event loop, puts the work into the session's {@code Mailbox}; the
 * mailbox runs it in order on the handlers' executor and stops the reading of a peer that sends faster than it is handled.
 * What methods take from the handshake is found before it is accepted, by the endpoint's {@code Admission}. What they leave
 * {@code Unfinished} (an {@code Outcome} that is to come, an {@code OutboundStream}, a {@code Flight} beside the mailbox) ends
 * with the session. Ownership of each field is listed in {@code docs/threading.md}.
 *
 * <p>Of several methods for text messages a {@code TypedStep} chooses, by a property that the {@link dev.wsboot.endpoint.JsonCodec}
 * finds while it reads; {@code MessageMethods} and {@code TypeRoutes} prepare that. Errors go through {@code Failures}, along
 * lists of {@code ErrorMethods}: the endpoint's, then those of each {@code Advice}.
 *
 * <p>A {@code RegistrationReader} makes the same of endpoints without annotations, and {@code Interceptors} and a
 * {@code HandshakeChain} are put around either where there are any. {@code RegisteredSessions} has the open sessions,
 * {@code Recipients} sends to them, {@code SessionEvents} publishes their openings and ends.
 *
 * <p>Tested by stress with a seed and by model checking (the mailbox), on a session of memory (errors and order), on the
 * texts of the start-up report, and over sockets from {@code dev.wsboot.autoconfigure}. Nothing here is meant to be used by
 * applications.
 */
@NullMarked
package dev.wsboot.endpoint;

import org.jspecify.annotations.NullMarked;
