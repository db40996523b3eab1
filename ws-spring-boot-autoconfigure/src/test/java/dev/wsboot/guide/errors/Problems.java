package dev.wsboot.guide.errors;

import dev.wsboot.OnError;
import dev.wsboot.WsAdvice;
import dev.wsboot.core.WsSession;
import java.util.NoSuchElementException;
import org.springframework.core.annotation.Order;

@WsAdvice
@Order(1)
class Problems {

    record NotFound(String problem) {}

    @OnError
    NotFound notFound(NoSuchElementException error) {
        return new NotFound("There is no such thing");
    }

    @OnError
    void impossible(ArithmeticException error, WsSession session) {
        session.close(4000, "impossible");
    }
}
