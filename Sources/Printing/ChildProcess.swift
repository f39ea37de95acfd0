internal import Glibc

/// Runs a program that reads its input to the end and then writes its output.
///
/// It gets two pipes, and no environment but a path and a language. What else is open here is closed as it starts.
package enum ChildProcess {
    /// What it may take at most.
    package struct Limits {
        /// Time by the clock.
        let seconds: Int
        /// Bytes of its output.
        let bytes: Int

        /// - Parameters:
        ///   - seconds: the time by the clock.
        ///   - bytes: the bytes of its output.
        package init(seconds: Int, bytes: Int) { (self.seconds, self.bytes) = (seconds, bytes) }
    }

    /// How it ended.
    package enum End: Equatable {
        case exited(Int32)
        case killed
    }

    /// Runs a program and waits for its end.
    /// - Parameters:
    ///   - program: its path.
    ///   - arguments: what stands behind its name.
    ///   - input: what it reads.
    ///   - limits: what it may take; beyond them it is killed.
    /// - Returns: how it ended and what it wrote; nil if it could not be started.
    package static func run(
        _ program: String,
        _ arguments: [String] = [],
        input: [UInt8],
        _ limits: Limits
    ) -> (end: End, output: [UInt8])? {
        guard let toChild = Pipe() else { return nil }
        guard let fromChild = Pipe() else {
            toChild.close()
            return nil
        }
        guard let child = spawn(program, arguments, stdin: toChild.reading, stdout: fromChild.writing) else {
            toChild.close()
            fromChild.close()
            return nil
        }
        close(toChild.reading)
        close(fromChild.writing)
        let output = exchange(input, toChild.writing, fromChild.reading, limits)
        close(fromChild.reading)
        if output == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard let output, status & 0x7f == 0 else { return (.killed, []) }
        return (.exited((status >> 8) & 0xff), output)
    }

    private struct Pipe {
        let reading: Int32
        let writing: Int32

        init?() {
            var ends: [Int32] = [0, 0]
            guard unsafe pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reading, writing) = (ends[0], ends[1])
        }

        func close() {
            Glibc.close(reading)
            Glibc.close(writing)
        }
    }

    private static func spawn(_ program: String, _ words: [String], stdin: Int32, stdout: Int32) -> pid_t? {
        // Libraries open sockets that would go along. The node starts nothing else, so what is open may stay marked;
        // what is opened in between is closed by the program itself, first of all.
        for file in 3..<Int32(min(sysconf(Int32(_SC_OPEN_MAX)), 1 << 16)) { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        var isReady = unsafe posix_spawn_file_actions_adddup2(&actions, stdin, 0) == 0
        isReady = unsafe posix_spawn_file_actions_adddup2(&actions, stdout, 1) == 0 && isReady
        isReady = unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0 && isReady
        guard isReady else { return nil }
        var arguments = unsafe ([program] + words).map { unsafe strdup($0) } + [nil]
        let settings = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/nonexistent"]
        var environment = unsafe settings.map { unsafe strdup($0) } + [nil]
        defer {
            for place in unsafe arguments.indices { unsafe free(arguments[place]) }
            for place in unsafe environment.indices { unsafe free(environment[place]) }
        }
        var child: pid_t = 0
        guard unsafe posix_spawn(&child, program, &actions, nil, &arguments, &environment) == 0 else { return nil }
        return child
    }

    /// Writes all of the input, then reads all of the output; nil if it takes longer or is more than it may.
    ///
    /// The end for writing is closed on the way.
    private static func exchange(_ input: [UInt8], _ writing: Int32, _ reading: Int32, _ limits: Limits) -> [UInt8]? {
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        let end = now() + Int64(limits.seconds) * 1_000
        var place = 0
        while place < input.count {
            guard waits(writing, Int16(POLLOUT), until: end) else {
                close(writing)
                return nil
            }
            let count = unsafe input.withUnsafeBytes { bytes in
                unsafe write(writing, bytes.baseAddress.map { unsafe $0 + place }, bytes.count - place)
            }
            if count > 0 { place += count } else if errno != EAGAIN, errno != EINTR { break }
        }
        close(writing)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while waits(reading, Int16(POLLIN), until: end) {
            let count = unsafe read(reading, &buffer, buffer.count)
            if count == 0 { return output }
            if count < 0 {
                guard errno == EINTR else { return nil }
                continue
            }
            output += buffer.prefix(count)
            if output.count > limits.bytes { return nil }
        }
        return nil
    }

    /// Whether a pipe is ready, or its other end is gone, before a moment comes.
    private static func waits(_ pipe: Int32, _ events: Int16, until end: Int64) -> Bool {
        while true {
            var asked = pollfd(fd: pipe, events: events, revents: 0)
            let left = end - now()
            guard left > 0 else { return false }
            let count = unsafe poll(&asked, 1, Int32(left))
            if count > 0 { return true }
            guard count < 0, errno == EINTR else { return false }
        }
    }

    /// Milliseconds of a clock that nobody sets.
    private static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
