#pragma once
#include <libical/ical.h>

/* A list of a rule: what stands in it, and how many. */
struct ical_list {
    short values[ICAL_BY_YEARDAY_SIZE];
    int count;
};

/* What a caller asks of a recurrence rule. The rule itself is several kilobytes of lists: it stays on this side. */
struct ical_rule {
    /* An icalrecurrencetype_frequency; ICAL_NO_RECURRENCE where the text is no rule, or one of another calendar (RFC 7529). */
    int frequency;
    int count;
    struct icaltimetype until;
    /* Whether it names hours, minutes or seconds. */
    int names_times;
    /* On which day a week begins, from 0 for Monday. */
    int week_start;
    /* Every which week of a weekly rule; 1 of any other, of which libical counts the interval. */
    int interval;
    /* Whether none of its months has any of its days. */
    int is_never;
    /* Seconds between two times of a rule that does nothing but step, before what limits it; 0 for any other. */
    long long stride;
    /* Whether libical can begin anew at a time behind the start. */
    int may_skip;
    /* What limits a rule of days or less: the caller passes over what it does not have. */
    struct ical_list months, month_days, year_days, week_days, hours, minutes, seconds;
    /* The places in each set (BYSETPOS). */
    struct ical_list places;
};

/* Takes a list out of a rule; one that stays empty, where it is not to be taken. */
static inline void ical_take(struct ical_list *to, short *from, int size, int takes) {
    to->count = 0;
    if (!takes) return;
    while (to->count < size && from[to->count] != ICAL_RECURRENCE_ARRAY_MAX) {
        to->values[to->count] = from[to->count];
        to->count++;
    }
    from[0] = ICAL_RECURRENCE_ARRAY_MAX;
}

/* Whether none of the months of a rule, or of all, has any of its days of the month. */
static inline int ical_is_never(const struct icalrecurrencetype *rule) {
    const short none = ICAL_RECURRENCE_ARRAY_MAX;
    static const short lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (rule->by_month_day[0] == none) return 0;
    for (int place = 0; place < ICAL_BY_MONTH_SIZE && (place == 0 || rule->by_month[place] != none); place++) {
        short month = rule->by_month[place];
        short length = month >= 1 && month <= 12 ? lengths[month - 1] : 31;
        for (int day = 0; day < ICAL_BY_MONTHDAY_SIZE && rule->by_month_day[day] != none; day++) {
            if (rule->by_month_day[day] <= length && -rule->by_month_day[day] <= length) return 0;
        }
    }
    return 1;
}

/* Seconds between two times of a rule that has nothing in it any more but its frequency and its interval, which takes no calendar to
 * go through; 0 for any other, and for parts of a day that is told without a time. */
static inline long long ical_stride(const struct icalrecurrencetype *rule, const struct ical_rule *told, int is_date) {
    const short none = ICAL_RECURRENCE_ARRAY_MAX;
    static const long long seconds[] = {1, 60, 3600, 86400, 604800};
    if (rule->freq > ICAL_WEEKLY_RECURRENCE || told->places.count > 0 || (is_date && rule->freq < ICAL_DAILY_RECURRENCE)) return 0;
    if (rule->by_second[0] != none || rule->by_minute[0] != none || rule->by_hour[0] != none || rule->by_day[0] != none
        || rule->by_month_day[0] != none || rule->by_year_day[0] != none || rule->by_week_no[0] != none || rule->by_month[0] != none) {
        return 0;
    }
    return seconds[rule->freq] * (rule->freq == ICAL_WEEKLY_RECURRENCE ? told->interval : rule->interval);
}

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

/* Reads a rule and begins to go through it from a start. NULL where it is no rule, or one that gives nothing.
 *
 * What libical leaves to the caller, or does otherwise than RFC 5545, 3.3.10 has it, is taken out of the rule and told:
 * 1. COUNT and UNTIL: who asks counts and compares.
 * 2. BYSETPOS, which libical does not look at in a weekly rule: all of each set is given, from the beginning of the period of the
 *    start on.
 * 3. A yearly rule with days of the month and no month has those days of every month; libical takes the month of the start.
 * 4. The interval of a weekly rule: libical counts it from a Sunday, whatever WKST is, where the rule has a day before that of the start.
 * 5. What limits a rule of days or less: libical does not know days there that are counted from the end of the month, and goes on
 *    without an end that a caller could set where nothing fits.
 * 6. A rule that only steps, which libical does with ICU's calendars, in most of the time of an expansion.
 * 7. Where to begin anew in a rule of every so many hours, minutes or seconds: libical does not count them from the start then. */
static inline icalrecur_iterator *ical_rule_begin(const char *text, struct icaltimetype start, struct ical_rule *rule) {
    const short none = ICAL_RECURRENCE_ARRAY_MAX;
    struct icalrecurrencetype read = icalrecurrencetype_from_string(text);
    rule->frequency = read.rscale == NULL ? read.freq : ICAL_NO_RECURRENCE;
    if (rule->frequency == ICAL_NO_RECURRENCE) return NULL;
    rule->count = read.count;
    rule->until = read.until;
    rule->names_times = read.by_hour[0] != none || read.by_minute[0] != none || read.by_second[0] != none;
    rule->week_start = (read.week_start + 5) % 7;
    rule->interval = 1;
    rule->is_never = ical_is_never(&read);
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
    int is_short = read.freq <= ICAL_DAILY_RECURRENCE;
    ical_take(&rule->months, read.by_month, ICAL_BY_MONTH_SIZE, is_short);
    ical_take(&rule->month_days, read.by_month_day, ICAL_BY_MONTHDAY_SIZE, is_short);
    ical_take(&rule->year_days, read.by_year_day, ICAL_BY_YEARDAY_SIZE, is_short);
    ical_take(&rule->week_days, read.by_day, ICAL_BY_DAY_SIZE, is_short);
    ical_take(&rule->hours, read.by_hour, ICAL_BY_HOUR_SIZE, read.freq <= ICAL_HOURLY_RECURRENCE);
    ical_take(&rule->minutes, read.by_minute, ICAL_BY_MINUTE_SIZE, read.freq <= ICAL_MINUTELY_RECURRENCE);
    ical_take(&rule->seconds, read.by_second, ICAL_BY_SECOND_SIZE, read.freq == ICAL_SECONDLY_RECURRENCE);
    ical_take(&rule->places, read.by_set_pos, ICAL_BY_SETPOS_SIZE, 1);
    for (int place = 0; place < rule->week_days.count; place++) {
        /* From 0 for Monday, as elsewhere. */
        rule->week_days.values[place] = (icalrecurrencetype_day_day_of_week(rule->week_days.values[place]) + 5) % 7;
    }
    rule->stride = ical_stride(&read, rule, start.is_date);
    rule->may_skip = read.freq >= ICAL_DAILY_RECURRENCE || read.interval == 1;
    if (rule->is_never || rule->stride > 0) return NULL;
    read.count = 0;
    read.until = icaltime_null_time();
    /* Days that the rule does not name are those of the start. */
    return icalrecur_iterator_new(read, rule->places.count > 0 && names_days ? ical_period_begin(start, rule) : start);
}
