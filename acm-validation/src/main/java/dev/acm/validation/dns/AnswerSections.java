package dev.acm.validation.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * An answer reduced to what answers the question, in the order of the aliases.
 *
 * <p>This is also what keeps the validator honest: it stops at the first set of an unsigned zone, so a stranger's unsigned
 * set slipped in, in front of the answer or as the SOA of a denial, would otherwise make a signed name look unsigned. Only
 * sets on the way, and denials of zones above the last name, are handed on.
 */
final class AnswerSections {
    private static final int MAX_ALIASES = 16;

    private final List<Record> answer = new ArrayList<>();
    private final List<Record> authority = new ArrayList<>();
    private final List<CNAMERecord> aliases = new ArrayList<>();
    private final List<Record> found = new ArrayList<>();
    private final Set<Name> names = new LinkedHashSet<>();
    private final Message raw;
    private final Name last;
    private final boolean loops;

    private AnswerSections(Message raw, Name name, int type) {
        this.raw = raw;
        Name current = name;
        boolean circle = false;
        while (true) {
            if (!names.add(current) || names.size() > MAX_ALIASES + 1) {
                circle = true;
                break;
            }
            List<Record> cnames = new ArrayList<>();
            keepDname(current, cnames);
            if (type == Type.CNAME && !cnames.isEmpty()) {
                found.addAll(cnames);
                break;
            }
            if (cnames.isEmpty() && (keep(current, type, found) || !keep(current, Type.CNAME, cnames))) {
                break;
            }
            CNAMERecord alias = (CNAMERecord) cnames.get(0);
            aliases.add(alias);
            current = alias.getTarget();
        }
        this.loops = circle;
        this.last = current;
        keepAuthority();
    }

    static AnswerSections of(Message raw, Name name, int type) {
        return new AnswerSections(raw, name, type);
    }

    List<CNAMERecord> aliases() {
        return aliases;
    }

    List<Record> found() {
        return found;
    }

    Name last() {
        return last;
    }

    boolean loops() {
        return loops;
    }

    List<Record> authority() {
        return authority;
    }

    /** Whether the aliases lead out of what the server answers for, so that the target must be asked for. */
    boolean isOpenEnd() {
        return found.isEmpty()
                && !aliases.isEmpty()
                && authority.stream().noneMatch(record -> record.getType() == Type.SOA);
    }

    /** The type to validate for: aliases that lead out stand for themselves, and deny nothing. */
    int provenType(int asked) {
        return isOpenEnd() ? Type.CNAME : asked;
    }

    /** The same message with only these records. */
    Message toMessage(Record question) {
        Message message = raw.clone();
        message.removeAllRecords(Section.QUESTION);
        message.addRecord(question, Section.QUESTION);
        if (isOpenEnd()) {
            message.getHeader().setRcode(Rcode.NOERROR);
        }
        message.removeAllRecords(Section.ANSWER);
        message.removeAllRecords(Section.AUTHORITY);
        message.removeAllRecords(Section.ADDITIONAL);
        answer.forEach(record -> message.addRecord(record, Section.ANSWER));
        authority.forEach(record -> message.addRecord(record, Section.AUTHORITY));
        return message;
    }

    private boolean keep(Name owner, int type, List<Record> into) {
        Set<Record> seen = new HashSet<>(into);
        for (Record record : raw.getSection(Section.ANSWER)) {
            if (record.getType() == type && record.getName().equals(owner) && seen.add(record)) {
                into.add(record);
            }
        }
        answer.addAll(into);
        keepSignatures(Section.ANSWER, owner, type, answer);
        return !into.isEmpty();
    }

    private void keepDname(Name current, List<Record> cnames) {
        for (Record record : raw.getSection(Section.ANSWER)) {
            if (record instanceof DNAMERecord dname
                    && current.subdomain(dname.getName())
                    && !current.equals(dname.getName())) {
                answer.add(dname);
                keepSignatures(Section.ANSWER, dname.getName(), Type.DNAME, answer);
                try {
                    // RFC 6672 section 3.1: the CNAME is synthesised; ours is right whatever was sent
                    CNAMERecord cname =
                            new CNAMERecord(current, record.getDClass(), dname.getTTL(), current.fromDNAME(dname));
                    cnames.add(cname);
                    answer.add(cname);
                } catch (NameTooLongException e) {
                    // no alias then: the way ends here without records
                    return;
                }
                return;
            }
        }
    }

    private void keepSignatures(int section, Name owner, int type, List<Record> into) {
        for (Record record : raw.getSection(section)) {
            if (record instanceof RRSIGRecord signature
                    && signature.getTypeCovered() == type
                    && signature.getName().equals(owner)
                    && owner.subdomain(signature.getSigner())) {
                into.add(signature);
            }
        }
    }

    private void keepAuthority() {
        Set<Record> seen = new HashSet<>(authority);
        for (Record record : raw.getSection(Section.AUTHORITY)) {
            if (!seen.add(record)) {
                continue;
            }
            boolean denial = record.getType() == Type.NSEC || record.getType() == Type.NSEC3;
            if (record.getType() == Type.SOA && last.subdomain(record.getName())) {
                authority.add(record);
                keepSignatures(Section.AUTHORITY, record.getName(), Type.SOA, authority);
            } else if (denial && isSignedAbove(record)) {
                authority.add(record);
                keepSignatures(Section.AUTHORITY, record.getName(), record.getType(), authority);
            }
        }
    }

    private boolean isSignedAbove(Record denial) {
        return raw.getSection(Section.AUTHORITY).stream()
                .filter(RRSIGRecord.class::isInstance)
                .map(RRSIGRecord.class::cast)
                .filter(s ->
                        s.getTypeCovered() == denial.getType() && s.getName().equals(denial.getName()))
                .anyMatch(s -> names.stream().anyMatch(name -> name.subdomain(s.getSigner())));
    }
}
