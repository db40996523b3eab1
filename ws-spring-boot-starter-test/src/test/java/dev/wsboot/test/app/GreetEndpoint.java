package dev.wsboot.test.app;

import dev.wsboot.OnMessage;
import dev.wsboot.OnOpen;
import dev.wsboot.WsEndpoint;
import dev.wsboot.core.WsSession;

/** Greets by a service, and slowly if need be. */
@WsEndpoint("/greet")
public class GreetEndpoint {

    public record Person(String name) {}

    public record Greeting(String text) {}

    private final Greetings greetings;

    GreetEndpoint(Greetings greetings) {
        this.greetings = greetings;
    }

    @OnOpen
    void open(WsSession session) {}

    @OnMessage
    Greeting greet(Person person) {
        return new Greeting(greetings.of(person.name()));
    }
}
