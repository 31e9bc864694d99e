package dev.acm.dcv;

import java.util.List;
import java.util.Objects;

/** What an owner does to prove control of one name. */
public sealed interface Challenge {
    /**
     * Publish one DNS record and leave it there.
     *
     * @param record the record
     */
    record PublishRecord(ResourceRecord record) implements Challenge {
        /** Checks for null. */
        public PublishRecord {
            Objects.requireNonNull(record, "record");
        }
    }

    /**
     * Answer a mail.
     *
     * @param addresses where it is sent
     * @param validationDomain the domain behind the addresses
     */
    record AnswerMail(List<String> addresses, String validationDomain) implements Challenge {
        /** Copies the list. */
        public AnswerMail {
            addresses = List.copyOf(addresses);
            Objects.requireNonNull(validationDomain, "validationDomain");
        }
    }
}
