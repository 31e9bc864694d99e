package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCheck;
import dev.acm.spi.CertificateRemark;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link CertificateCheck}, I1 to I3; I4 is the manager's. */
public interface CertificateCheckContract {
    /**
     * Makes a check; called once for each test.
     *
     * @return a check
     */
    CertificateCheck newCheck();

    /**
     * No chain makes it throw: none with extensions that cannot be read, and none that belongs nowhere.
     */
    @Test
    default void i1_anyChain_isJudged() {
        Stream.of(
                        CodecSamples.get().chain(),
                        ConstrainedChain.of(ConstrainedChain.leaf("a.example.com")),
                        ConstrainedChain.of(ConstrainedChain.malformed("a.example.com")),
                        ConstrainedChain.of(
                                ConstrainedChain.leaf("a.example.com"), ConstrainedChain.malformed("b.example.com")))
                .forEach(chain -> assertThat(newCheck().check(chain))
                        .allMatch(
                                remark -> remark.place() < chain.certificates().size()));
    }

    /**
     * The same chain gives the same remarks.
     */
    @Test
    default void i1_sameChain_sameRemarks() {
        CertificateCheck check = newCheck();
        CertificateChain chain = ConstrainedChain.of(
                ConstrainedChain.leaf("a.example.com"), ConstrainedChain.authorityExcluding("example.com"));

        List<CertificateRemark> first = check.check(chain);

        assertThat(check.check(chain)).isEqualTo(first);
    }

    /**
     * A name that an issuer excludes is remarked on at its certificate, and one that none excludes is not.
     */
    @Test
    default void i2_nameOutsideTheConstraints_isRemarkedOnAtItsPlace() {
        List<CertificateRemark> inside = newCheck()
                .check(ConstrainedChain.of(
                        ConstrainedChain.leaf("a.example.com"), ConstrainedChain.authorityExcluding("example.net")));
        List<CertificateRemark> outside = newCheck()
                .check(ConstrainedChain.of(
                        ConstrainedChain.leaf("a.example.com"), ConstrainedChain.authorityExcluding("example.com")));

        assertThat(ConstrainedChain.more(outside, inside)).isNotEmpty().allMatch(remark -> remark.place() == 0);
    }

    /**
     * Constraints bind also what is further below, and what two certificates break is told of both.
     */
    @Test
    default void i3_twoCertificatesOutside_bothAreTold() {
        CertificateChain inside = ConstrainedChain.of(
                ConstrainedChain.leaf("a.example.com"),
                ConstrainedChain.leaf("b.example.com"),
                ConstrainedChain.authorityExcluding("example.net"));
        CertificateChain outside = ConstrainedChain.of(
                ConstrainedChain.leaf("a.example.com"),
                ConstrainedChain.leaf("b.example.com"),
                ConstrainedChain.authorityExcluding("example.com"));

        List<CertificateRemark> more =
                ConstrainedChain.more(newCheck().check(outside), newCheck().check(inside));

        assertThat(more).extracting(CertificateRemark::place).contains(0, 1);
    }
}
