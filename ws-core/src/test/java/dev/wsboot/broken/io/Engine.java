package dev.wsboot.broken.io;

/** The one class of its floor that has a door. */
public final class Engine {}
