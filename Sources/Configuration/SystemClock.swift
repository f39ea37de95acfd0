internal import Glibc

/// The machine's clock.
public enum SystemClock {
    /// Microseconds since 1970-01-01T00:00:00Z.
    /// - Returns: the time.
    public static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// Microseconds of a clock that nobody sets, since some moment in the past.
    /// - Returns: the time.
    public static func steady() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
