#pragma once
#include <unicode/ubrk.h>
#include <unicode/ucal.h>
#include <unicode/uidna.h>

/* The names of ICU's functions have its version in them, by macros that Swift does not see. Swift's Foundation has an ICU of its own,
 * whose types have the same names: a target imports one of the two. */

static inline int32_t icu_zone_of_windows(const UChar *name, int32_t length, UChar *found, int32_t capacity) {
    UErrorCode code = U_ZERO_ERROR;
    int32_t count = ucal_getTimeZoneIDForWindowsID(name, length, NULL, found, capacity, &code);
    return U_SUCCESS(code) ? count : 0;
}

/* The changes of a zone's clocks between two moments, in milliseconds of UTC since 1970; offsets are milliseconds east of UTC. The time
 * before the first one goes to `first`. -1 where there is no such zone, or more changes than there is room for. */
static inline int32_t icu_zone_changes(
    const UChar *name, int32_t length, double from, double until, int32_t *first, double *at, int32_t *after, int32_t capacity
) {
    UErrorCode code = U_ZERO_ERROR;
    UChar canonical[128];
    UBool isSystem = 0;
    ucal_getCanonicalTimeZoneID(name, length, canonical, 128, &isSystem, &code);
    if (U_FAILURE(code) || !isSystem) return -1;
    UCalendar *calendar = ucal_open(name, length, "en", UCAL_GREGORIAN, &code);
    if (U_FAILURE(code)) return -1;
    ucal_setMillis(calendar, from, &code);
    *first = ucal_get(calendar, UCAL_ZONE_OFFSET, &code) + ucal_get(calendar, UCAL_DST_OFFSET, &code);
    int32_t count = 0;
    UDate next;
    while (U_SUCCESS(code) && ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &next, &code) && next < until) {
        if (count == capacity) {
            code = U_BUFFER_OVERFLOW_ERROR;
            break;
        }
        ucal_setMillis(calendar, next, &code);
        at[count] = next;
        after[count] = ucal_get(calendar, UCAL_ZONE_OFFSET, &code) + ucal_get(calendar, UCAL_DST_OFFSET, &code);
        count++;
    }
    ucal_close(calendar);
    return U_SUCCESS(code) ? count : -1;
}

/* Where the words of a text begin, from the second on, and its end: UAX 29, and ICU's dictionaries for languages that are written
 * without spaces. How many there are; -1 where there are more than there is room for, or no rules. */
static inline int32_t icu_word_breaks(const char *locale, const UChar *text, int32_t length, int32_t *at, int32_t capacity) {
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *breaks = ubrk_open(UBRK_WORD, locale, text, length, &code);
    if (U_FAILURE(code)) return -1;
    int32_t count = 0;
    ubrk_first(breaks);
    for (int32_t next = ubrk_next(breaks); next != UBRK_DONE; next = ubrk_next(breaks)) {
        if (count == capacity) {
            count = -1;
            break;
        }
        at[count++] = next;
    }
    ubrk_close(breaks);
    return count;
}

/* A host name of UTF-8 in A-labels by UTS 46: how many bytes; -1 for a name that isn't allowed. Where hyphens stand and how long labels are
 * is not judged here. What was opened is kept: it does not change, and every thread may use it (uidna.h). */
static inline int32_t icu_host_name(const char *name, int32_t length, UBool transitional, char *found, int32_t capacity) {
    static UIDNA *opened[2];
    int which = transitional ? 1 : 0;
    UErrorCode code = U_ZERO_ERROR;
    UIDNA *idna = __atomic_load_n(&opened[which], __ATOMIC_ACQUIRE);
    if (!idna) {
        uint32_t options = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | (transitional ? 0 : UIDNA_NONTRANSITIONAL_TO_ASCII);
        UIDNA *made = uidna_openUTS46(options, &code);
        if (U_FAILURE(code)) return -1;
        UIDNA *none = NULL;
        if (__atomic_compare_exchange_n(&opened[which], &none, made, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
            idna = made;
        } else {
            uidna_close(made);
            idna = none;
        }
    }
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    int32_t count = uidna_nameToASCII_UTF8(idna, name, length, found, capacity, &info, &code);
    const uint32_t allowed = UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
                             UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;
    return U_FAILURE(code) || (info.errors & ~allowed) || count > capacity ? -1 : count;
}
