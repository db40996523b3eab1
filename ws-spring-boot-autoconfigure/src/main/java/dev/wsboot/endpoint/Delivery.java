package dev.wsboot.endpoint;

import org.jspecify.annotations.Nullable;

/** A step with its subject, on its way through a session's mailbox. */
final class Delivery extends Mailbox.Work {

    private final EndpointSession session;
    private final Step step;
    private final Object subject;
    private @Nullable Pending pending;

    /**
     * A delivery.
     *
     * @param bytes what the subject counts against the mailbox's limit
     */
    Delivery(EndpointSession session, Step step, Object subject, int bytes) {
        super(bytes);
        this.session = session;
        this.step = step;
        this.subject = subject;
    }

    @Override
    void perform() {
        Pending done = pending;
        if (done == null) {
            session.performInTurn(step, subject);
        } else {
            session.performInTurn(EndpointSession.GO_ON, done);
        }
        pending = session.takePending();
    }

    @Override
    boolean isUnderWay() {
        while (pending != null) {
            if (pending.leave()) {
                return true;
            }
            perform();
        }
        return false;
    }
}
