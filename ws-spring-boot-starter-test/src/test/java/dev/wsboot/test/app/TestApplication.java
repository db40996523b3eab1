package dev.wsboot.test.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application whose endpoints are tested in slices. */
@SpringBootApplication
public class TestApplication {}
