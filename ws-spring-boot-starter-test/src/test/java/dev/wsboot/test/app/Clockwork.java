package dev.wsboot.test.app;

import org.springframework.stereotype.Component;

@Component
public class Clockwork {

    long ticks() {
        return 42;
    }
}
