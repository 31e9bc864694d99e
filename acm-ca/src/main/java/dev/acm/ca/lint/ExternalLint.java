package dev.acm.ca.lint;

import java.io.IOException;
import java.util.List;

/**
 * A linter of the host's, for example zlint or pkilint in a process of its own, which is asked after the rules of this module
 * and before a signature (BR 4.3.1.2). It must be safe to call from many threads and end in bounded time: the attempt waits
 * for it.
 */
@FunctionalInterface
public interface ExternalLint {
    /**
     * Judges a certificate that is not signed yet.
     *
     * @param certificate DER. All of it is as it will be but for the signature value, which has the form of one and verifies
     *     under no key; a copy that may be changed
     * @return all findings; empty means none
     * @throws IOException if the linter cannot be asked: nothing is signed, and the attempt may be taken up again
     * @throws InterruptedException if the thread was interrupted meanwhile: as with IOException
     */
    List<ExternalFinding> check(byte[] certificate) throws IOException, InterruptedException;
}
