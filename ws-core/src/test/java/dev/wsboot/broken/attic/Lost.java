package dev.wsboot.broken.attic;

/** A class of a package that is no floor. */
final class Lost {}
