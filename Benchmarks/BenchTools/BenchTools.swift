internal import Glibc

/// What programs that measure have in common.
public enum Bench {
    /// Nanoseconds of a clock that only goes on.
    public static func nanoseconds() -> UInt64 { time(CLOCK_MONOTONIC) }

    /// Milliseconds of a clock that only goes on.
    public static func milliseconds() -> Double { Double(nanoseconds()) / 1e6 }

    /// Seconds that the processor has worked for this process.
    public static func processorSeconds() -> Double { Double(time(CLOCK_PROCESS_CPUTIME_ID)) / 1e9 }

    private static func time(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// The bytes of a file; none where it cannot be read.
    public static func contents(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { return [] }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&buffer, 1, buffer.count, file)
            if count == 0 { return bytes }
            bytes += buffer.prefix(count)
        }
    }

    /// The lines of a file, without empty ones.
    public static func lines(_ path: String) -> [String] {
        contents(path).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }
}
