package dev.wsboot.test.app;

import org.springframework.stereotype.Service;

/** A service that a slice has no business with. */
@Service
public class Greetings {

    public String of(String name) {
        return "Hello " + name;
    }
}
