package dev.wsboot.core.http;

import org.jspecify.annotations.Nullable;

/** The IP address literals of RFC 3986 §3.2.2, read without any name look-up. */
final class IpLiterals {

    private static final int GROUPS = 8;

    private IpLiterals() {}

    /** The address as 32 bits in a long, or -1: four decimal numbers of 0 to 255 without leading zeros, nothing else. */
    static long ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        long address = 0;
        for (String part : parts) {
            int octet = decimalOctet(part);
            if (octet < 0) {
                return -1;
            }
            address = (address << 8) | octet;
        }
        return parts.length == 4 ? address : -1;
    }

    private static int decimalOctet(String part) {
        if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            if (!Grammar.isDigit(part.charAt(i))) {
                return -1;
            }
            value = value * 10 + part.charAt(i) - '0';
        }
        return value <= 255 ? value : -1;
    }

    /**
     * The one spelling of RFC 5952 §4 for an IPv6 address, so that equal addresses are equal strings; null when
     * {@code text}, which has no brackets, is not one. Zone identifiers are not addresses of a network and refused.
     */
    static @Nullable String canonicalIpv6(String text) {
        int[] groups = new int[GROUPS];
        int gap = text.indexOf("::");
        if (gap < 0) {
            return parse(text, groups, true) == GROUPS ? format(groups) : null;
        }
        int[] tail = new int[GROUPS];
        int head = parse(text.substring(0, gap), groups, false);
        int behind = parse(text.substring(gap + 2), tail, true);
        if (head < 0 || behind < 0 || head + behind >= GROUPS) {
            return null;
        }
        System.arraycopy(tail, 0, groups, GROUPS - behind, behind);
        return format(groups);
    }

    /** Fills {@code groups} from the left and returns how many there were, -1 for bad syntax or too many. */
    private static int parse(String text, int[] groups, boolean mayEndInIpv4) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long ipv4 = last && mayEndInIpv4 && parts[i].indexOf('.') >= 0 ? ipv4(parts[i]) : -1;
            int size = ipv4 >= 0 ? 2 : 1;
            int group = ipv4 >= 0 ? (int) (ipv4 >> 16) : hexGroup(parts[i]);
            if (group < 0 || count + size > GROUPS) {
                return -1;
            }
            groups[count] = group;
            if (ipv4 >= 0) {
                groups[count + 1] = (int) (ipv4 & 0xFFFF);
            }
            count += size;
        }
        return count;
    }

    private static int hexGroup(String part) {
        if (part.isEmpty() || part.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            int digit = Grammar.hex(part.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private static String format(int[] groups) {
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        StringBuilder out = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                out.append("::");
                i += gapLength - 1;
            } else {
                if (i > 0 && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }
}
