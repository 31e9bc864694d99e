package dev.acm.testkit.wrong;

import dev.acm.spi.CertificateCheck;
import dev.acm.spi.CertificateRemark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks of certificates that break the contract in one way each. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are of Set.of
public enum WrongCertificateCheck {
    /** Throws for what it cannot read. */
    THROWS(Set.of("i1_anyChain_isJudged")) {
        @Override
        CertificateCheck change(CertificateCheck right) {
            return chain -> {
                List<CertificateRemark> remarks = right.check(chain);
                if (chain.certificates().stream().anyMatch(one -> malformed(one.getExtensionValue("2.5.29.30")))) {
                    throw new IllegalArgumentException("no constraints");
                }
                return remarks;
            };
        }
    },
    /** Names a certificate that is not there. */
    COUNTS_FROM_BEHIND_THE_END(Set.of(
            "i1_anyChain_isJudged",
            "i2_nameOutsideTheConstraints_isRemarkedOnAtItsPlace",
            "i3_twoCertificatesOutside_bothAreTold")) {
        @Override
        CertificateCheck change(CertificateCheck right) {
            return chain -> right.check(chain).stream()
                    .map(remark ->
                            at(remark, remark.place() + chain.certificates().size()))
                    .toList();
        }
    },
    /** Remembers what it said. */
    TELLS_ONCE(Set.of("i1_sameChain_sameRemarks")) {
        @Override
        CertificateCheck change(CertificateCheck right) {
            AtomicInteger calls = new AtomicInteger();
            return chain -> calls.getAndIncrement() == 0 ? right.check(chain) : List.of();
        }
    },
    /** Does not look at constraints. */
    BLIND_TO_CONSTRAINTS(
            Set.of("i2_nameOutsideTheConstraints_isRemarkedOnAtItsPlace", "i3_twoCertificatesOutside_bothAreTold")) {
        @Override
        CertificateCheck change(CertificateCheck right) {
            return chain -> right.check(chain).stream()
                    .filter(remark -> !remark.rule().contains("constraints"))
                    .toList();
        }
    },
    /** Stops at the first certificate that has a remark. */
    TELLS_OF_ONE(Set.of("i3_twoCertificatesOutside_bothAreTold")) {
        @Override
        CertificateCheck change(CertificateCheck right) {
            return chain -> {
                List<CertificateRemark> first = new ArrayList<>();
                for (CertificateRemark remark : right.check(chain)) {
                    if (first.isEmpty() || first.get(0).place() == remark.place()) {
                        first.add(remark);
                    }
                }
                return first;
            };
        }
    };

    private final Set<String> caughtBy;

    WrongCertificateCheck(Set<String> caughtBy) {
        this.caughtBy = caughtBy;
    }

    abstract CertificateCheck change(CertificateCheck right);

    private static boolean malformed(byte[] extensionValue) {
        // an OCTET STRING with no SEQUENCE in it
        return extensionValue != null && extensionValue[2] != 0x30;
    }

    private static CertificateRemark at(CertificateRemark remark, int place) {
        return new CertificateRemark(remark.rule(), place, remark.message(), remark.remedy());
    }

    /**
     * Makes a check wrong.
     *
     * @param right a right one, whose rules about name constraints have {@code constraints} in their id
     * @return one that changes its remarks
     */
    public CertificateCheck over(CertificateCheck right) {
        return change(right);
    }

    /**
     * Which tests of {@link dev.acm.testkit.contract.CertificateCheckContract} must fail for this check.
     *
     * @return the names of the methods
     */
    public Set<String> caughtBy() {
        return caughtBy;
    }
}
