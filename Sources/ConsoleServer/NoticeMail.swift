internal import Configuration
internal import Cryptography
internal import Printing

/// A mail that says how much waits and where, and nothing else (RFC 5322, RFC 2047).
struct NoticeMail {
    /// Why a mail was not taken.
    enum Fault: String, Error {
        /// The program cannot be started.
        case missing
        /// It took longer than it may.
        case slow
        /// It ended otherwise than with 0.
        case refused
    }

    private static let limits = ChildProcess.Limits(seconds: 10, bytes: 1 << 16)
    /// Letters of a line of base 64 (RFC 2045, 6.8).
    private static let line = 76

    let from: String
    let to: String
    let subject: String
    let text: String

    /// The mail with its head; the host's program adds date and identifier.
    var bytes: [UInt8] {
        let head = [
            "From: <\(from)>", "To: <\(to)>", "Subject: =?utf-8?B?\(Encoding.base64(Array(subject.utf8)))?=",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated", "",
        ]
        var letters = Array(Encoding.base64(Array(text.utf8)))[...]
        var lines = head
        while !letters.isEmpty {
            lines.append(String(letters.prefix(Self.line)))
            letters = letters.dropFirst(Self.line)
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Hands it to the host's program, in a process of its own.
    /// - Parameter program: the path of the program, which takes mail as `sendmail` does.
    /// - Returns: why it was not taken; nil if it was.
    func hand(to program: String) -> Fault? {
        // `--` stands before the address, so that none is an option.
        let words = ["-i", "-f", from, "--", to]
        guard let done = ChildProcess.run(program, words, input: bytes, Self.limits) else { return .missing }
        switch done.end {
        case .exited(0): return nil
        case .exited(127): return .missing
        case .exited: return .refused
        case .killed: return .slow
        }
    }
}
