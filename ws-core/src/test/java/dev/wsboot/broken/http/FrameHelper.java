package dev.wsboot.broken.http;

/** A name that says nothing. */
final class FrameHelper {}
