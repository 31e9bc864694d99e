package dev.acm.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Reads and writes instants of RFC 3339 as {@link Instant} does, but quicker: records are full of them. */
public final class Instants {
    private static final int SECONDS = "2026-01-01T00:00:00".length();
    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final int NANO_DIGITS = 9;
    private static final int NO_DIGIT = -1;
    /** Of the years 0000 to 9999, which have four digits. */
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Instants() {}

    /**
     * An instant.
     *
     * @throws java.time.DateTimeException if the text is none
     */
    public static Instant parse(String text) {
        int length = text.length();
        int fraction = length - SECONDS - 2;
        if (length <= SECONDS
                || fraction == 0
                || fraction > NANO_DIGITS
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || (fraction > 0 && text.charAt(SECONDS) != '.')
                || text.charAt(length - 1) != 'Z') {
            return Instant.parse(text);
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nanos = fraction < 0 ? 0 : number(text, SECONDS + 1, length - 1);
        boolean plain = year >= 0 && month >= 1 && month <= 12 && day >= 1 && hour >= 0 && hour <= 23;
        if (!plain || minute < 0 || minute > 59 || second < 0 || second > 59 || nanos < 0) {
            return Instant.parse(text);
        }
        for (int digits = Math.max(fraction, 0); digits < NANO_DIGITS && nanos > 0; digits++) {
            nanos *= 10;
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_A_DAY;
        return Instant.ofEpochSecond(seconds + hour * 3600L + minute * 60L + second, nanos);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_DIGIT;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The text of an instant, the very one of {@link Instant#toString}. */
    public static String format(Instant instant) {
        long epochSecond = instant.getEpochSecond();
        if (epochSecond < FIRST || epochSecond > LAST) {
            return instant.toString();
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, SECONDS_OF_A_DAY));
        int second = (int) Math.floorMod(epochSecond, (long) SECONDS_OF_A_DAY);
        int nanos = instant.getNano();
        int fraction = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : NANO_DIGITS;
        byte[] text = new byte[SECONDS + 1 + (fraction == 0 ? 0 : 1 + fraction)];
        write(text, 4, 4, date.getYear());
        text[4] = '-';
        write(text, 7, 2, date.getMonthValue());
        text[7] = '-';
        write(text, 10, 2, date.getDayOfMonth());
        text[10] = 'T';
        write(text, 13, 2, second / 3600);
        text[13] = ':';
        write(text, 16, 2, second / 60 % 60);
        text[16] = ':';
        write(text, SECONDS, 2, second % 60);
        if (fraction > 0) {
            text[SECONDS] = '.';
            write(
                    text,
                    SECONDS + 1 + fraction,
                    fraction,
                    fraction == 3 ? nanos / 1_000_000 : fraction == 6 ? nanos / 1000 : nanos);
        }
        text[text.length - 1] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void write(byte[] text, int end, int digits, int number) {
        int rest = number;
        for (int i = end - 1; i >= end - digits; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
