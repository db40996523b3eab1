package dev.wsboot.endpoint;

/** A step with its subject, on its way through a session's mailbox. */
final class Delivery extends Mailbox.Work {

    private final EndpointSession session;
    private final Step step;
    private final Object subject;

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
        session.perform(step, subject);
    }
}
