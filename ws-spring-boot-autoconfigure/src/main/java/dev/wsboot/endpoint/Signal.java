package dev.wsboot.endpoint;

/** A mark in a session's mailbox: what is done when everything before it is done. */
final class Signal extends Mailbox.Work {

    private final Runnable action;

    Signal(Runnable action) {
        super(0);
        this.action = action;
    }

    @Override
    void perform() {
        action.run();
    }
}
