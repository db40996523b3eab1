package dev.wsboot.core.http;

import java.util.List;

/** What a request says about its body (RFC 9112 §6). No body is ever read: the question is only which answer is right. */
enum BodyFraming {
    /** No body, said by silence or by one {@code Content-Length: 0}. */
    NONE,

    /** A body of a length that is given properly. */
    PRESENT,

    /** Fields that two readers may understand differently (RFC 9112 §6.3, §11.2). */
    AMBIGUOUS;

    static BodyFraming of(HeaderFields headers) {
        List<String> lengths = headers.all("Content-Length");
        List<String> encodings = headers.all("Transfer-Encoding");
        if (!encodings.isEmpty()) {
            boolean plain = lengths.isEmpty()
                    && encodings.size() == 1
                    && encodings.get(0).equalsIgnoreCase("chunked");
            return plain ? PRESENT : AMBIGUOUS;
        }
        if (lengths.isEmpty()) {
            return NONE;
        }
        String length = lengths.get(0);
        if (lengths.size() > 1 || length.isEmpty() || !length.chars().allMatch(Grammar::isDigit)) {
            return AMBIGUOUS;
        }
        return length.equals("0") ? NONE : PRESENT;
    }
}
