package dev.wsboot.core.http;

/** What reading a response head came to: the head, or why the handshake fails without one. */
public sealed interface ResponseResult permits ResponseHead, FailedHandshake {}
