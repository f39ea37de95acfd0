import Glibc

/// A file or standard input, read in chunks.
struct Input: ~Copyable {
    /// The name for messages.
    let name: String
    private let descriptor: Int32

    /// Opens a file.
    /// - Parameter path: the path; `-` is standard input.
    /// - Throws: `CommandFailure` if it cannot be opened.
    init(path: String) throws(CommandFailure) {
        name = path
        if path == "-" {
            descriptor = STDIN_FILENO
            return
        }
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Input.failure(path) }
    }

    deinit {
        if descriptor > STDIN_FILENO {
            close(descriptor)
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        let reason = unsafe String(cString: strerror(errno)).lowercased()
        return CommandFailure("cannot read `\(path)`: \(reason)")
    }

    /// The next bytes.
    /// - Parameter size: the most bytes to read.
    /// - Returns: the bytes; nothing at the end.
    /// - Throws: `CommandFailure` if reading fails.
    func chunk(_ size: Int = 256 << 10) throws(CommandFailure) -> [UInt8] {
        while true {
            var failed = false
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                let read = unsafe Glibc.read(descriptor, buffer.baseAddress, size)
                failed = read < 0
                count = max(read, 0)
            }
            if failed {
                guard errno == EINTR else { throw Input.failure(name) }
                continue
            }
            return bytes
        }
    }

    /// All bytes.
    /// - Parameter limit: the most bytes.
    /// - Returns: the bytes.
    /// - Throws: `CommandFailure` if reading fails or there are more.
    func all(limit: Int = 1 << 30) throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try chunk()
            if chunk.isEmpty { return bytes }
            guard bytes.count + chunk.count <= limit else {
                throw CommandFailure("`\(name)` is longer than \(limit) bytes")
            }
            bytes.append(contentsOf: chunk)
        }
    }
}

/// The lines of an input, without their line feeds.
struct InputLines: ~Copyable {
    private let input: Input
    private var chunk: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    init(_ input: consuming Input) {
        self.input = input
    }

    /// The next line, or nil at the end.
    mutating func next() throws(CommandFailure) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if let end = lineEnd() {
                line.append(contentsOf: chunk[start..<end])
                start = end + 1
                return line
            }
            line.append(contentsOf: chunk[start...])
            chunk = isAtEnd ? [] : try input.chunk()
            start = 0
            if chunk.isEmpty {
                isAtEnd = true
                return line.isEmpty ? nil : line
            }
        }
    }

    /// Where the line that starts at `start` ends, if it ends in this chunk.
    private func lineEnd() -> Int? {
        unsafe chunk.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, start < buffer.count,
                let found = unsafe memchr(base + start, Int32(UInt8(ascii: "\n")), buffer.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
