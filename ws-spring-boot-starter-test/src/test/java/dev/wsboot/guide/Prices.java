package dev.wsboot.guide;

import org.springframework.stereotype.Service;

@Service
class Prices {

    int of(String item) {
        return 100 * item.length();
    }
}
