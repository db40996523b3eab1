package dev.wsboot.core.http;

/** What reading a request head came to: the head, or the answer to somebody who did not send one. */
public sealed interface HeadResult permits RequestHead, Refusal {}
