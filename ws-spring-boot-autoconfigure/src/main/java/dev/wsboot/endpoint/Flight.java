package dev.wsboot.endpoint;

/**
 * One work that runs beside a session's mailbox.
 *
 * @param subject what it is about
 */
record Flight(EndpointSession session, Step step, Object subject) implements Runnable {

    @Override
    public void run() {
        try {
            session.perform(step, subject);
        } finally {
            session.unfinished().flights().end();
        }
    }
}
