#pragma once
#include <libical/ical.h>

/* What a caller asks of a recurrence rule. The rule itself is several kilobytes of lists: it stays on this side. */
struct ical_rule {
    /* An icalrecurrencetype_frequency; ICAL_NO_RECURRENCE where the text is no rule. */
    int frequency;
    int count;
    struct icaltimetype until;
    /* Whether it names hours, minutes or seconds. */
    int names_times;
    /* Whether it is of another calendar (RFC 7529). */
    int is_scaled;
};

/* Reads a rule and begins to go through it from a start, without its COUNT and UNTIL: who asks counts and compares. NULL where it is
 * no rule, or none that can be gone through. */
static inline icalrecur_iterator *ical_rule_begin(const char *text, struct icaltimetype start, struct ical_rule *rule) {
    struct icalrecurrencetype read = icalrecurrencetype_from_string(text);
    rule->frequency = read.freq;
    rule->count = read.count;
    rule->until = read.until;
    rule->names_times = read.by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX || read.by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX
        || read.by_second[0] != ICAL_RECURRENCE_ARRAY_MAX;
    rule->is_scaled = read.rscale != NULL;
    if (read.freq == ICAL_NO_RECURRENCE || read.rscale != NULL) return NULL;
    read.count = 0;
    read.until = icaltime_null_time();
    return icalrecur_iterator_new(read, start);
}
