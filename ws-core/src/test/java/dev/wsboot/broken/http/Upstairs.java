package dev.wsboot.broken.http;

/** What {@code protocol} must not know. */
public final class Upstairs {}
