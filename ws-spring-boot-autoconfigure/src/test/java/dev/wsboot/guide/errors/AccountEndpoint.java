package dev.wsboot.guide.errors;

import dev.wsboot.OnError;
import dev.wsboot.OnMessage;
import dev.wsboot.WsDecodeException;
import dev.wsboot.WsEndpoint;
import java.util.NoSuchElementException;

@WsEndpoint("/accounts")
class AccountEndpoint {

    record Transfer(String to, int amount) {}

    record Done(int amount) {}

    record Problem(String problem) {}

    static class NotEnough extends IllegalStateException {}

    @OnMessage
    Done transfer(Transfer transfer) {
        if (transfer.to().equals("nobody")) {
            throw new NoSuchElementException("nobody");
        }
        if (transfer.amount() > 100) {
            throw new NotEnough();
        }
        if (transfer.amount() < 0) {
            throw new IllegalStateException("negative");
        }
        return new Done(transfer.amount());
    }

    @OnError
    Problem notEnough(NotEnough error) {
        return new Problem("There is not enough on the account");
    }

    @OnError
    Problem refused(IllegalStateException error) {
        return new Problem("The bank refuses");
    }

    @OnError
    Problem unreadable(WsDecodeException error) {
        return new Problem("This is no transfer");
    }
}
