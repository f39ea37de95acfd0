#pragma once
#include <libical/ical.h>
#include <string.h>

/* What a caller asks of a recurrence rule. The rule itself is several kilobytes of lists: it stays on this side. */
struct ical_rule {
    /* An icalrecurrencetype_frequency; ICAL_NO_RECURRENCE where the text is no rule. */
    int frequency;
    int count;
    struct icaltimetype until;
    /* Whether it names hours, minutes or seconds. */
    int names_times;
    /* On which day a week begins, from 0 for Monday. */
    int week_start;
    /* Every which week of a weekly rule; 1 of any other, of which libical counts the interval. */
    int interval;
    /* The days of the month that a rule of days or less has, where one of them is counted from the end, and how many there are. */
    short month_days[ICAL_BY_MONTHDAY_SIZE];
    int month_day_count;
    /* The places in each set (BYSETPOS), and how many there are. */
    short places[ICAL_BY_SETPOS_SIZE];
    int place_count;
};

/* Puts the beginning of the week, month or year in the place of a time in it. */
static inline struct icaltimetype ical_period_begin(struct icaltimetype time, const struct ical_rule *rule) {
    if (rule->frequency == ICAL_WEEKLY_RECURRENCE) {
        int weekday = (icaltime_day_of_week(time) + 5) % 7;
        icaltime_adjust(&time, -((weekday - rule->week_start + 7) % 7), 0, 0, 0);
    } else if (rule->frequency == ICAL_MONTHLY_RECURRENCE) {
        time.day = 1;
    } else if (rule->frequency == ICAL_YEARLY_RECURRENCE) {
        time.day = time.month = 1;
    }
    return time;
}

/* Reads a rule and begins to go through it from a start. NULL where it is no rule, or one of another calendar (RFC 7529).
 *
 * What libical leaves to the caller, or does otherwise than RFC 5545, 3.3.10 has it, is taken out of the rule and told:
 * 1. COUNT and UNTIL: who asks counts and compares.
 * 2. BYSETPOS, which libical does not look at in a weekly rule: all of each set is given, from the beginning of the period of the
 *    start on.
 * 3. A yearly rule with days of the month and no month has those days of every month; libical takes the month of the start.
 * 4. The interval of a weekly rule: libical counts it from a Sunday, whatever WKST is, where the rule has a day before that of the start.
 * 5. Days of the month in a rule of days or less where one is counted from the end, which libical does not do there. */
static inline icalrecur_iterator *ical_rule_begin(const char *text, struct icaltimetype start, struct ical_rule *rule) {
    const short none = ICAL_RECURRENCE_ARRAY_MAX;
    struct icalrecurrencetype read = icalrecurrencetype_from_string(text);
    rule->frequency = read.freq;
    rule->count = read.count;
    rule->until = read.until;
    rule->names_times = read.by_hour[0] != none || read.by_minute[0] != none || read.by_second[0] != none;
    rule->week_start = (read.week_start + 5) % 7;
    rule->place_count = rule->month_day_count = 0;
    rule->interval = 1;
    if (read.freq == ICAL_NO_RECURRENCE || read.rscale != NULL) return NULL;
    int names_days = read.by_day[0] != none || read.by_month_day[0] != none || read.by_year_day[0] != none || read.by_week_no[0] != none;
    if (read.freq == ICAL_YEARLY_RECURRENCE && read.by_month_day[0] != none && read.by_month[0] == none
        && read.by_year_day[0] == none && read.by_week_no[0] == none) {
        for (short month = 0; month < 12; month++) read.by_month[month] = month + 1;
        read.by_month[12] = none;
    }
    if (read.freq == ICAL_WEEKLY_RECURRENCE && read.interval > 1) {
        rule->interval = read.interval;
        read.interval = 1;
    }
    int from_end = 0;
    for (int index = 0; index < ICAL_BY_MONTHDAY_SIZE && read.by_month_day[index] != none; index++) from_end |= read.by_month_day[index] < 0;
    if (from_end && read.freq <= ICAL_DAILY_RECURRENCE) {
        while (rule->month_day_count < ICAL_BY_MONTHDAY_SIZE && read.by_month_day[rule->month_day_count] != none) {
            rule->month_days[rule->month_day_count] = read.by_month_day[rule->month_day_count];
            rule->month_day_count++;
        }
        read.by_month_day[0] = none;
    }
    while (rule->place_count < ICAL_BY_SETPOS_SIZE && read.by_set_pos[rule->place_count] != none) {
        rule->places[rule->place_count] = read.by_set_pos[rule->place_count];
        rule->place_count++;
    }
    read.by_set_pos[0] = none;
    read.count = 0;
    read.until = icaltime_null_time();
    /* Days that the rule does not name are those of the start. */
    return icalrecur_iterator_new(read, rule->place_count > 0 && names_days ? ical_period_begin(start, rule) : start);
}
