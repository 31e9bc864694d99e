package dev.acm.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8738 §3, RFC 5952 §4: IP addresses")
class IpNameTest {
    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0:0::1, 2001:db8::1",
        "::, ::",
        "1::, 1::",
        "::1, ::1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "0:0:1:2:3:4:5:0, ::1:2:3:4:5:0",
        "::ffff:8.8.8.8, ::ffff:808:808",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "192.0.2.1, 192.0.2.1",
    })
    void parse_readableForm_isMadeCanonical(String text, String canonical) {
        assertThat(IpName.parse(text).value()).isEqualTo(canonical);
        assertThat(IpName.parseCanonical(canonical)).isEqualTo(IpName.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.0.9, Port Control Protocol Anycast",
        "192.0.0.11, IETF Protocol Assignments",
        "0.0.0.1, This network",
        "255.255.255.255, Limited Broadcast",
        "240.0.0.1, Reserved",
        "64:ff9b::808:808, IPv4-IPv6 Translat.",
        "64:ff9b:1:ffff::1, IPv4-IPv6 Translat.",
        "2001:1ff:ffff::, IETF Protocol Assignments",
        "100:0:0:1::5, Dummy IPv6 Prefix",
        "::ffff:8.8.8.8, IPv4-mapped Address",
        "fdff::1, Unique-Local",
    })
    void reservedBlock_addressInside_isTheSmallest(String text, String block) {
        assertThat(IpName.parse(text).reservedBlock().map(name -> name.replace("\"", "")))
                .contains(block);
    }

    @Test
    void reservedBlock_addressBeside_isEmpty() {
        assertThat(Stream.of(
                                "9.255.255.255",
                                "11.0.0.0",
                                "172.32.0.0",
                                "100.128.0.0",
                                "192.0.1.0",
                                "2001:200::",
                                "3ffe::",
                                "4000::",
                                "64:ff9b:2::",
                                "8.8.8.8",
                                "fe00::",
                                "fec0::")
                        .filter(text -> IpName.parse(text).reservedBlock().isPresent()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8.0.0.0, 5, Private-Use",
        "10.1.0.0, 16, Private-Use",
        "0.0.0.0, 0, ",
        "203.0.113.0, 25, Documentation (TEST-NET-3)",
        "2001:db8::, 32, Documentation",
        "2000::, 3, ",
        "::, 0, ",
    })
    void reservedBlockWithin_networkThatOverlaps_isPresent(String text, int bits, String block) {
        Optional<String> found = IpName.parse(text).reservedBlockWithin(bits);

        assertThat(found).isPresent();
        assertThat(block == null || found.equals(Optional.of(block)))
                .as("%s", found)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"8.0.0.0, 7", "8.8.8.8, 32", "9.0.0.0, 8", "11.0.0.0, 8", "2a00::, 8", "2001:200::, 23", "fe00::, 9"})
    void reservedBlockWithin_networkBeside_isEmpty(String text, int bits) {
        assertThat(IpName.parse(text).reservedBlockWithin(bits)).isEmpty();
    }

    @Test
    void reservedBlockWithin_lengthOutOfRange_isRefused() {
        IpName address = IpName.parse("8.8.8.8");

        assertThatThrownBy(() -> address.reservedBlockWithin(33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 32, got 33");
        assertThatThrownBy(() -> address.reservedBlockWithin(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void of_octets_areCopied() {
        byte[] octets = {8, 8, 8, 8};
        IpName name = IpName.of(octets);
        octets[0] = 9;
        name.octets()[0] = 9;

        assertThat(name.value()).isEqualTo("8.8.8.8");
        assertThat(name.isIpv6()).isFalse();
        assertThat(name.compareTo(IpName.parse("8.8.8.9"))).isNegative();
        assertThat(name.compareTo(IpName.parse("::"))).isNegative();
        assertThatThrownBy(() -> IpName.of(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parseCanonical_otherForm_saysTheCanonicalOne() {
        assertThatThrownBy(() -> IpName.parseCanonical("2001:DB8::1"))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("NOT_CANONICAL")
                .hasMessageContaining("2001:db8::1'");
    }
}
