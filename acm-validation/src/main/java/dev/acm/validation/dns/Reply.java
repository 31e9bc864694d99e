package dev.acm.validation.dns;

import dev.acm.spi.DnsAnswer;
import java.util.Optional;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/** What one exchange with a server came to; the message is there when it answered with NOERROR or NXDOMAIN. */
record Reply(DnsAnswer.Status status, Optional<Message> message, String server, Optional<String> detail) {
    static Reply trouble(DnsAnswer.Status status, String server, String detail) {
        return new Reply(status, Optional.empty(), server, Optional.of(detail));
    }

    boolean isAnswer() {
        return message.isPresent();
    }

    /** RFC 8914: what a server says beyond its response code. */
    static Optional<String> extendedError(Message message) {
        OPTRecord opt = message.getOPT();
        if (opt == null) {
            return Optional.empty();
        }
        for (EDNSOption option : opt.getOptions()) {
            if (option instanceof ExtendedErrorCodeOption error) {
                String text = error.getText() == null ? "" : ": " + error.getText();
                return Optional.of("EDE " + error.getErrorCode() + " ("
                        + ExtendedErrorCodeOption.text(error.getErrorCode()) + ")" + text);
            }
        }
        return Optional.empty();
    }
}
