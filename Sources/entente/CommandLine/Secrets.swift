import Glibc

/// What is typed and not shown: password and code of who acts.
enum Secrets {
    private static let most = 4_096

    /// Asks for some secrets: at the terminal without showing what is typed, else one line of standard input each.
    /// - Parameter names: what is asked for.
    /// - Returns: the secrets, in the same order.
    /// - Throws: `CommandFailure` if one is missing.
    static func ask(_ names: [String]) throws(CommandFailure) -> [String] {
        var before = termios()
        let isTerminal = unsafe isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before) == 0
        if isTerminal {
            var silent = before
            silent.c_lflag &= ~tcflag_t(ECHO)
            unsafe tcsetattr(STDIN_FILENO, TCSANOW, &silent)
        }
        defer { if isTerminal { unsafe tcsetattr(STDIN_FILENO, TCSANOW, &before) } }
        var lines = InputLines(try Input(path: "-"))
        var found: [String] = []
        for name in names {
            if isTerminal { Output.error("\(name): ") }
            guard let line = try lines.next(), line.count <= most else {
                throw CommandFailure(
                    "\(name) is missing",
                    help: "it is read from the terminal, or a line of standard input"
                )
            }
            if isTerminal { Output.error("\n") }
            found.append(
                String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...], as: UTF8.self)
            )
        }
        return found
    }
}
