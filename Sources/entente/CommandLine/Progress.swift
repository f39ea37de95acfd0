import Glibc

/// A progress bar on standard error; nothing unless that is a terminal.
struct Progress {
    private let title: String
    private let total: Int
    private var shown = -1
    private let isTerminal = isatty(STDERR_FILENO) == 1

    /// A bar that is empty.
    /// - Parameters:
    ///   - title: what is going on.
    ///   - total: what makes the bar full; 0 if that is not known.
    init(_ title: String, total: Int) {
        self.title = title
        self.total = total
    }

    /// Fills the bar so far.
    mutating func update(_ done: Int) {
        guard isTerminal, total > 0 else { return }
        let percent = min(100, done * 100 / total)
        guard percent != shown else { return }
        shown = percent
        let filled = percent * 30 / 100
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        Output.error("\r\(title) \(bar) \(percent) %")
    }

    /// Takes the bar off the screen.
    func finish() {
        if isTerminal, shown >= 0 { Output.error("\r\u{1B}[2K") }
    }

    /// The size of a file, or 0.
    static func size(of path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
