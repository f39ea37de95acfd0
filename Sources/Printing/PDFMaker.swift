internal import Glibc
internal import JSON
internal import Synchronization

/// The one maker of PDF: Debian's WeasyPrint, in a process of its own, with limits on memory and time.
public final class PDFMaker: Sendable {
    /// What a PDF promises about itself.
    public enum Variant: String, Sendable {
        /// PDF/A-3b (ISO 19005-3): for keeping; holds files.
        case archive = "pdf/a-3b"
        /// PDF/UA-1 (ISO 14289-1): tagged for readers that speak or touch.
        case accessible = "pdf/ua-1"
    }

    /// A file inside of a PDF: what it was made from.
    public struct Attachment: Sendable {
        let name: String
        let type: String
        let text: String
        let description: String

        /// A file.
        /// - Parameters:
        ///   - name: its name.
        ///   - type: its media type.
        ///   - text: what stands in it.
        ///   - description: what it is, for people.
        public init(name: String, type: String, text: String, description: String) {
            (self.name, self.type, self.text, self.description) = (name, type, text, description)
        }
    }

    /// Why there is no PDF.
    public enum Fault: Error, Equatable {
        /// WeasyPrint, or the program that starts it, is not installed.
        case missing
        /// As many as may are being made.
        case busy
        /// It would need more memory or time than it gets.
        case tooLarge
        /// WeasyPrint failed.
        case failed
    }

    /// So many are made at a time: each may take a core and its memory.
    private static let atOnce = 2
    private static let seconds = 90
    private static let mostBytes = 64 << 20

    private let program: String?
    private let running = Mutex(0)

    /// A maker.
    /// - Parameter program: the program that makes one PDF; nil if there is none.
    public init(program: String?) { self.program = program }

    /// Where the program may lie, in order: `$ENTENTE_PAPER` alone where it is set; beside an installed `entente`; in
    /// the sources that this was built from.
    /// - Returns: the first that nobody but root and the node's own user can have put there; nil if there is none.
    public static func installed() -> String? {
        var places = ["/usr/lib/entente/entente-paper"]
        // Sources/Printing/PDFMaker.swift
        let sources = #filePath.split(separator: "/").dropLast(3).map(String.init)
        places.append("/" + (sources + ["Packaging", "entente-paper"]).joined(separator: "/"))
        if let given = unsafe getenv("ENTENTE_PAPER") { places = unsafe [String(cString: given)] }
        return places.first { place in
            var state = stat()
            guard unsafe stat(place, &state) == 0, state.st_mode & S_IFMT == S_IFREG else { return false }
            return (state.st_uid == 0 || state.st_uid == geteuid()) && state.st_mode & 0o022 == 0
        }
    }

    /// Makes a PDF of a page.
    /// - Parameters:
    ///   - html: the page.
    ///   - variant: what the PDF promises about itself.
    ///   - attachment: what it was made from.
    /// - Returns: the PDF.
    /// - Throws: `Fault`.
    public func pdf(of html: String, as variant: Variant, with attachment: Attachment) throws(Fault) -> [UInt8] {
        guard let program else { throw .missing }
        let isFree = running.withLock { count in
            guard count < Self.atOnce else { return false }
            count += 1
            return true
        }
        guard isFree else { throw .busy }
        defer { running.withLock { $0 -= 1 } }
        let asked = JSONTree.members([
            "html": .string(html), "variant": .string(variant.rawValue),
            "attachment": .members([
                "name": .string(attachment.name), "type": .string(attachment.type),
                "text": .string(attachment.text), "description": .string(attachment.description),
            ]),
        ])
        let limits = ChildProcess.Limits(seconds: Self.seconds, bytes: Self.mostBytes)
        guard let ended = ChildProcess.run(program, input: asked.bytes(), limits) else { throw .missing }
        switch ended.end {
        case .exited(0) where ended.output.starts(with: Array("%PDF-".utf8)): return ended.output
        case .exited(3), .exited(127): throw .missing
        // Killed: for its time here, or by the limits that it has set itself.
        case .exited(4), .killed: throw .tooLarge
        case .exited: throw .failed
        }
    }
}
