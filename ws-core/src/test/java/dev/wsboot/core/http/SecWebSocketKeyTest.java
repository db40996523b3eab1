package dev.wsboot.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 §1.3, §4.1, §4.2.2: the key and its proof. */
class SecWebSocketKeyTest {

    @Test
    void theSampleKeyHasTheSampleProof() { // RFC 6455 §1.3
        assertThat(SecWebSocketKey.isValid("dGhlIHNhbXBsZSBub25jZQ==")).isTrue();
        assertThat(SecWebSocketKey.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void everySixteenBytesMakeAKey() {
        Random random = Heads.random("everySixteenBytesMakeAKey");
        byte[] nonce = new byte[16];
        for (int round = 0; round < 1000; round++) {
            random.nextBytes(nonce);
            assertThat(SecWebSocketKey.isValid(Base64.getEncoder().encodeToString(nonce)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "==",
                "dGhlIHNhbXBsZSBub25jZQ", // no padding
                "dGhlIHNhbXBsZSBub25jZQ=",
                "dGhlIHNhbXBsZSBub25jZR==", // the same 16 bytes, but not canonical (RFC 4648 §3.5)
                "dGhlIHNhbXBsZSBub25jZf==",
                "dGhlIHNhbXBsZSBub25j", // 15 bytes
                "dGhlIHNhbXBsZSBub25jZWU=", // 17 bytes
                "dGhlIHNhbXBsZSBub25jZWVl", // 18 bytes
                "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
                "dGhlIHNhbXBs-SBub25jZQ==", // the alphabet of URLs
                "dGhlIHNhbXBs SBub25jZQ==",
                "dGhlIHNhbXBs=SBub25jZQ==",
                "dGhlIHNhbXBs\u00e9SBub25jZQ==",
                "\"dGhlIHNhbXBsZSBub25jZQ\"",
                "========================"
            })
    void anythingElseIsNoKey(String key) {
        assertThat(SecWebSocketKey.isValid(key)).isFalse();
    }
}
