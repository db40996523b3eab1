package dev.wsboot.endpoint;

/** The property that tells the types of messages apart, as it is written first into outgoing JSON objects. Thread-safe. */
final class TypeTags {

    private final JsonCodec json;
    private final String property;

    /** The property with its value for each class of objects, empty for those that it is not written into. */
    private final ClassValue<String> tags = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return tag(type);
        }
    };

    TypeTags(JsonCodec json, String property) {
        this.json = json;
        this.property = property;
    }

    /** What is the same for all that write the same. */
    Object form() {
        return property;
    }

    private String tag(Class<?> type) {
        // What a class of the JDK is called means nothing to a peer.
        String name = TypeNames.isObject(type) ? TypeNames.nameOf(type) : "";
        return name.isEmpty() ? "" : json.tag(property, name, type);
    }

    /** The JSON with the property, if it is an object of a type that has a name. */
    String addTo(String written, Class<?> type) {
        String tag = tags.get(type);
        if (tag.isEmpty() || written.isEmpty() || written.charAt(0) != '{') {
            return written;
        }
        int next = 1;
        while (written.charAt(next) <= ' ') {
            next++;
        }
        String separator = written.charAt(next) == '}' ? "" : ",";
        return new StringBuilder(written.length() + tag.length() + 1)
                .append('{')
                .append(tag)
                .append(separator)
                .append(written, 1, written.length())
                .toString();
    }
}
