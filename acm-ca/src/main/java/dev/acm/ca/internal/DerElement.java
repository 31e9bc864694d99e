package dev.acm.ca.internal;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * One DER element inside an array that is not copied and must not change. Reads strictly: what is legal BER only is refused
 * (X.690 sections 8 to 11).
 */
public final class DerElement {
    private static final int MAX_DEPTH = 64;

    private final byte[] bytes;
    private final int start;
    private final int contentStart;
    private final int end;
    // found at the first use; another thread that does not see it finds the same again
    private @Nullable List<DerElement> children;

    private DerElement(byte[] bytes, int start, int contentStart, int end) {
        this.bytes = bytes;
        this.start = start;
        this.contentStart = contentStart;
        this.end = end;
    }

    /** Reads bytes that are one element and nothing else. */
    public static DerElement parse(byte[] bytes) {
        return only(bytes, 0, bytes.length);
    }

    /** Reads bytes that are any number of elements, one after the other. */
    public static List<DerElement> parseAll(byte[] bytes) {
        return new DerElement(bytes, 0, 0, bytes.length).elements();
    }

    private static DerElement only(byte[] bytes, int start, int limit) {
        DerElement element = at(bytes, start, limit);
        if (element.end != limit) {
            throw new MalformedDerException(element.end, "octets after the end");
        }
        return element;
    }

    private static DerElement at(byte[] bytes, int start, int limit) {
        if (limit - start < 2) {
            throw new MalformedDerException(start, "cut off");
        }
        if ((bytes[start] & 0x1f) == 0x1f) {
            throw new MalformedDerException(start, "tag number above 30");
        }
        int first = bytes[start + 1] & 0xff;
        int position = start + 2;
        long length = first;
        if (first >= 0x80) {
            int count = first & 0x7f;
            if (count == 0 || count > 4) {
                throw new MalformedDerException(start + 1, "indefinite or huge length");
            }
            if (limit - position < count) {
                throw new MalformedDerException(start, "cut off");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | (bytes[position + i] & 0xff);
            }
            if (bytes[position] == 0 || length < 0x80) {
                throw new MalformedDerException(start + 1, "length not in its shortest form");
            }
            position += count;
        }
        if (length > limit - position) {
            throw new MalformedDerException(start, "cut off");
        }
        return new DerElement(bytes, start, position, position + (int) length);
    }

    /** The identifier octet. */
    public int tag() {
        return bytes[start] & 0xff;
    }

    /** Whether the identifier octet is {@code tag}. */
    public boolean is(int tag) {
        return tag() == tag;
    }

    /** This element, if its identifier octet is {@code tag}. */
    public DerElement expect(int tag) {
        if (!is(tag)) {
            throw malformed("tag " + Integer.toHexString(tag()) + " where " + Integer.toHexString(tag) + " is wanted");
        }
        return this;
    }

    /** The exception to throw when this element's content is not as it must be. */
    public MalformedDerException malformed(String fault) {
        return new MalformedDerException(start, fault);
    }

    /** The elements inside a constructed one; unmodifiable. */
    public List<DerElement> children() {
        List<DerElement> known = children;
        if (known == null) {
            if ((tag() & 0x20) == 0) {
                throw malformed("not constructed");
            }
            known = elements();
            children = known;
        }
        return known;
    }

    private List<DerElement> elements() {
        DerElement[] found = new DerElement[4];
        int count = 0;
        for (int position = contentStart; position < end; position = found[count++].end) {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count] = at(bytes, position, end);
        }
        return new Children(found, count);
    }

    /** As many elements as were found; what is behind them in the array is nothing. */
    private static final class Children extends AbstractList<DerElement> implements RandomAccess {
        private final DerElement[] found;
        private final int count;

        Children(DerElement[] found, int count) {
            this.found = found;
            this.count = count;
        }

        @Override
        public DerElement get(int index) {
            return found[Objects.checkIndex(index, count)];
        }

        @Override
        public int size() {
            return count;
        }
    }

    /** The only element inside a constructed one, or inside an OCTET STRING. */
    public DerElement inner() {
        return only(bytes, contentStart, end);
    }

    /** The number of content octets. */
    public int length() {
        return end - contentStart;
    }

    /** A content octet, 0 to 255. */
    public int octet(int index) {
        return bytes[contentStart + index] & 0xff;
    }

    /** A copy of the content octets. */
    public byte[] content() {
        return Arrays.copyOfRange(bytes, contentStart, end);
    }

    /** A copy of the whole element. */
    public byte[] encoded() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** Whether the whole element is these bytes. */
    public boolean encodedEquals(byte[] other) {
        return Arrays.equals(bytes, start, end, other, 0, other.length);
    }

    /** Whether two elements are encoded alike. */
    public boolean encodedEquals(DerElement other) {
        return Arrays.equals(bytes, start, end, other.bytes, other.start, other.end);
    }

    /** Whether the content is these bytes. */
    public boolean contentEquals(byte[] other) {
        return Arrays.equals(bytes, contentStart, end, other, 0, other.length);
    }

    /** An INTEGER. */
    public BigInteger integer() {
        return expect(Der.INTEGER).implicitInteger();
    }

    /** An INTEGER whose identifier octet is another's. */
    public BigInteger implicitInteger() {
        checkInteger(this);
        return new BigInteger(bytes, contentStart, length());
    }

    private static void checkInteger(DerElement element) {
        int length = element.length();
        boolean padded = length > 1
                && ((element.octet(0) == 0 && element.octet(1) < 0x80)
                        || (element.octet(0) == 0xff && element.octet(1) >= 0x80));
        if (length == 0 || padded) {
            throw element.malformed("INTEGER not in its shortest form");
        }
    }

    /** A BOOLEAN. */
    public boolean bool() {
        expect(Der.BOOLEAN);
        if (length() != 1 || (octet(0) != 0 && octet(0) != 0xff)) {
            throw malformed("BOOLEAN neither 00 nor ff");
        }
        return octet(0) != 0;
    }

    /** The octets of a BIT STRING without unused bits. */
    public byte[] bitStringOctets() {
        checkBitString(expect(Der.BIT_STRING));
        if (octet(0) != 0) {
            throw malformed("BIT STRING with unused bits");
        }
        return Arrays.copyOfRange(bytes, contentStart + 1, end);
    }

    /** The bits of a BIT STRING that is a list of names, bit 0 first in the result's lowest bit; at most 31 bits. */
    public int namedBits() {
        return expect(Der.BIT_STRING).implicitNamedBits();
    }

    /** As {@link #namedBits()}, where the identifier octet is another's. */
    public int implicitNamedBits() {
        checkBitString(this);
        int bits = (length() - 1) * 8 - octet(0);
        if (bits > 31) {
            throw malformed("too many bits");
        }
        int result = 0;
        for (int i = 0; i < bits; i++) {
            result |= ((octet(1 + i / 8) >> (7 - i % 8)) & 1) << i;
        }
        // X.690 section 11.2.2: no trailing zero bits
        if (bits > 0 && ((result >> (bits - 1)) & 1) == 0) {
            throw malformed("named bits with trailing zeros");
        }
        return result;
    }

    private static void checkBitString(DerElement element) {
        int length = element.length();
        if (length == 0
                || element.octet(0) > 7
                || (length == 1 && element.octet(0) != 0)
                || (length > 1 && (element.octet(length - 1) & ((1 << element.octet(0)) - 1)) != 0)) {
            throw element.malformed("BIT STRING with wrong padding");
        }
    }

    /** An OBJECT IDENTIFIER in dotted form. */
    public String oid() {
        return expect(Der.OID).implicitOid();
    }

    /** An OBJECT IDENTIFIER whose identifier octet is another's, in dotted form. */
    public String implicitOid() {
        String known = knownOid();
        if (known != null) {
            return known;
        }
        checkOid(this);
        return dotted();
    }

    private @Nullable String knownOid() {
        return KnownOids.find(bytes, contentStart, end);
    }

    private String dotted() {
        StringBuilder text = new StringBuilder(24);
        long arc = 0;
        for (int i = 0; i < length(); i++) {
            arc = (arc << 7) | (octet(i) & 0x7f);
            if (octet(i) >= 0x80) {
                continue;
            }
            if (text.length() == 0) {
                long top = Math.min(arc / 40, 2);
                text.append(top).append('.').append(arc - top * 40);
            } else {
                text.append('.').append(arc);
            }
            arc = 0;
        }
        return text.toString();
    }

    private static void checkOid(DerElement element) {
        int length = element.length();
        if (length == 0 || length > 64 || element.octet(length - 1) >= 0x80) {
            throw element.malformed("OBJECT IDENTIFIER cut off");
        }
        int run = 0;
        for (int i = 0; i < length; i++) {
            if ((run == 0 && element.octet(i) == 0x80) || run == 9) {
                throw element.malformed("OBJECT IDENTIFIER with a padded or huge arc");
            }
            run = element.octet(i) >= 0x80 ? run + 1 : 0;
        }
    }

    /** A UTCTime or GeneralizedTime in the form RFC 5280 section 4.1.2.5 allows: seconds, {@code Z}, no fractions. */
    public Instant time() {
        boolean utc = is(Der.UTC_TIME);
        if (!utc) {
            expect(Der.GENERALIZED_TIME);
        }
        int yearDigits = utc ? 2 : 4;
        if (length() != yearDigits + 11 || octet(length() - 1) != 'Z') {
            throw malformed("time not as YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ");
        }
        int year = digits(0, yearDigits);
        int at = yearDigits;
        try {
            return LocalDateTime.of(
                            utc ? year + (year < 50 ? 2000 : 1900) : year,
                            digits(at, 2),
                            digits(at + 2, 2),
                            digits(at + 4, 2),
                            digits(at + 6, 2),
                            digits(at + 8, 2))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw malformed("no such time");
        }
    }

    private int digits(int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = octet(i) - '0';
            if (digit < 0 || digit > 9) {
                throw malformed("time with something else than digits");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The text of a character string type; each octet a character where the type has no other meaning. */
    public String text() {
        Charset charset = switch (tag()) {
            case Der.UTF8_STRING -> StandardCharsets.UTF_8;
            case Der.BMP_STRING -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.ISO_8859_1;
        };
        return new String(bytes, contentStart, length(), charset);
    }

    /** Whether the content is of the characters its string type has (X.680 section 41; RFC 3629 for UTF8String). */
    public boolean isProperText() {
        return switch (tag()) {
            case Der.UTF8_STRING -> isAscii() || contentEquals(text().getBytes(StandardCharsets.UTF_8));
            case Der.PRINTABLE_STRING -> isPrintable();
            case Der.NUMERIC_STRING -> text().chars().allMatch(c -> c == ' ' || (c >= '0' && c <= '9'));
            case Der.VISIBLE_STRING -> text().chars().allMatch(c -> c >= ' ' && c < 0x7f);
            case Der.BMP_STRING -> length() % 2 == 0;
            case Der.UNIVERSAL_STRING -> length() % 4 == 0;
            case Der.TELETEX_STRING -> true;
            default -> isAscii();
        };
    }

    /** Whether each content octet is an ASCII character, as in an IA5String. */
    public boolean isAscii() {
        for (int i = contentStart; i < end; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isPrintable() {
        for (int i = contentStart; i < end; i++) {
            if (!isPrintable(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || " '()+,-./:=?".indexOf(c) >= 0;
    }

    /** Checks this element and all inside it: universal types have DER form, SETs are in order. */
    public void checkDeeply() {
        checkDeeply(0);
    }

    private void checkDeeply(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("nested deeper than " + MAX_DEPTH);
        }
        int tag = tag();
        boolean universal = tag < 0x40;
        if ((tag & 0x20) == 0) {
            if (universal) {
                checkPrimitive(tag);
            }
            return;
        }
        if (universal && tag != Der.SEQUENCE && tag != Der.SET) {
            throw malformed("constructed form of a primitive type");
        }
        List<DerElement> children = children();
        for (DerElement child : children) {
            child.checkDeeply(depth + 1);
        }
        if (tag == Der.SET) {
            checkSetOrder();
        }
    }

    /** Refuses a SET OF, also one whose identifier octet is another's, if its elements are not sorted (X.690 section 11.6). */
    public void checkSetOrder() {
        List<DerElement> children = children();
        for (int i = 1; i < children.size(); i++) {
            DerElement a = children.get(i - 1);
            DerElement b = children.get(i);
            if (Arrays.compareUnsigned(bytes, a.start, a.end, bytes, b.start, b.end) > 0) {
                throw malformed("SET not in order");
            }
        }
    }

    private void checkPrimitive(int tag) {
        switch (tag) {
            case Der.BOOLEAN -> bool();
            case Der.INTEGER, Der.ENUMERATED -> checkInteger(this);
            case Der.BIT_STRING -> checkBitString(this);
            case Der.OID -> {
                if (knownOid() == null) {
                    checkOid(this);
                }
            }
            case Der.UTC_TIME, Der.GENERALIZED_TIME -> time();
            case Der.NULL -> {
                if (length() != 0) {
                    throw malformed("NULL with content");
                }
            }
            case Der.SEQUENCE & ~0x20, Der.SET & ~0x20, 0 -> throw malformed("primitive form of a constructed type");
            default -> {}
        }
    }
}
