package dev.wsboot.core.conformance;

/** How much of a case of many messages is sent: all 1,000 with {@code -Dws.conformance=full}, else 20. */
final class Scale {

    private static final boolean FULL = "full".equals(System.getProperty("ws.conformance"));

    private Scale() {}

    static int messages() {
        return FULL ? 1000 : 20;
    }

    static String words() {
        return FULL ? "full" : "short";
    }
}
