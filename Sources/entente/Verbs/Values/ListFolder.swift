import Configuration
import Correlation
import Cryptography
import Expressions
import HostNames
import JSON
import PatternMatching

/// Warning lists of files, of folders, and of a node.
enum ListFolder {
    /// So many bytes has the file of a list at most.
    private static let largest = 1 << 28

    /// The option for lists that are nobody's.
    static let option = Verb.Option.value(
        "lists",
        "PATH",
        "warning lists: a file, or a folder with `.json` files in it and below",
        isRepeatable: true
    )

    /// The lists that arguments name, and those of a node if one is named; nil where none is named.
    static func lists(_ arguments: Arguments) throws(CommandFailure) -> WarningLists? {
        var files: [String] = []
        for path in arguments.values("lists") { files += try names(in: path) }
        if arguments.has("node") {
            let folder = NodeFolder(arguments.value("node") ?? "").warningLists
            if Files.isThere(folder) { files += try names(in: folder) }
        } else if files.isEmpty {
            return nil
        }
        let lists = try files.map { file throws(CommandFailure) in try read(file).list }
        return WarningLists(lists, names: ICUHostNames()) { text, isCaseless in
            PCRE().expression((isCaseless ? "(?i)" : "") + text, ofBytes: false).map(Expression.init)
        }
    }

    /// A list, and its bytes.
    static func read(_ file: String) throws(CommandFailure) -> (list: WarningList, bytes: [UInt8]) {
        let bytes = try Input(path: file).all(limit: largest)
        do {
            return (try WarningList(try JSONDocument(parsing: bytes)), bytes)
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
    }

    /// The file in which a node keeps a list: by its name, whatever that is.
    static func file(of list: WarningList, in folder: NodeFolder) -> String {
        let word = list.name.lowercased().utf8.map { (48...57).contains($0) || (97...122).contains($0) ? $0 : 45 }
        let digest = SHA256.digest(of: Array(list.name.utf8)).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return folder.warningLists + "/" + String(decoding: word.prefix(80), as: UTF8.self) + "-" + digest.joined()
            + ".json"
    }

    private static func names(in path: String) throws(CommandFailure) -> [String] {
        let found = Files.contents(of: path)
        guard !found.isEmpty else { return [path] }
        var files: [String] = []
        for entry in found.sorted(by: { $0.name < $1.name }) {
            let inner = path + "/" + entry.name
            if entry.isFolder {
                files += try names(in: inner)
            } else if entry.name.hasSuffix(".json") {
                files.append(inner)
            }
        }
        return files
    }

    /// An expression with the bounds that patterns have.
    private struct Expression: WarningExpression {
        let expression: any PatternExpression

        func isMet(by text: String) -> Bool { expression.isMet(by: Array(text.utf8)) ?? false }
    }
}
