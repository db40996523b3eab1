package dev.wsboot.endpoint;

import java.util.Locale;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** The names that endpoints have where none is written. */
final class EndpointNames {

    private static final String SUFFIX = "Endpoint";

    private EndpointNames() {}

    /** The name of the class less {@code Endpoint}, in kebab-case: {@code OrderBookEndpoint} is {@code order-book}. */
    static String defaultName(Class<?> type) {
        String name = ClassUtils.getUserClass(type).getSimpleName();
        String stem = name.equals(SUFFIX) || !name.endsWith(SUFFIX)
                ? name
                : name.substring(0, name.length() - SUFFIX.length());
        return kebab(stem);
    }

    /** Whether both are the same name for a property, which may come from an environment variable: ORDERBOOK, order-book. */
    static boolean isSame(String one, String other) {
        return uniform(one).equals(uniform(other));
    }

    private static String uniform(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** A name of several words in kebab-case. */
    static String kebab(String camel) {
        StringBuilder kebab = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            boolean startsWord = Character.isUpperCase(c)
                    && i > 0
                    && (!Character.isUpperCase(camel.charAt(i - 1))
                            || (i + 1 < camel.length() && Character.isLowerCase(camel.charAt(i + 1))));
            if (startsWord && StringUtils.hasLength(kebab) && kebab.charAt(kebab.length() - 1) != '-') {
                kebab.append('-');
            }
            kebab.append(c == '_' || c == '$' ? '-' : c);
        }
        return kebab.toString().toLowerCase(Locale.ROOT);
    }
}
