import Configuration
import Correlation
import Warnings

/// Warning lists of files, of folders, and of a node.
enum ListFolder {
    /// The option for lists that are nobody's.
    static let option = Verb.Option.value(
        "lists",
        "PATH",
        "warning lists: a file, or a folder with `.json` files in it and below",
        isRepeatable: true
    )

    /// The lists that arguments name, and those of a node if one is named; nil where none is named.
    static func lists(_ arguments: Arguments) throws(CommandFailure) -> WarningLists? {
        var files = arguments.values("lists").flatMap { ListFile.names(in: $0) }
        if arguments.has("node") {
            let folder = NodeFolder(arguments.value("node") ?? "").warningLists
            if Files.isThere(folder) { files += ListFile.names(in: folder) }
        } else if files.isEmpty {
            return nil
        }
        return ListReading.laidOut(try files.map { file throws(CommandFailure) in try read(file).list })
    }

    /// A list, and its bytes.
    static func read(_ file: String) throws(CommandFailure) -> (list: WarningList, bytes: [UInt8]) {
        let bytes = try Input(path: file).all(limit: ListFile.largest)
        do throws(ListFile.Fault) {
            return (try ListFile.list(bytes), bytes)
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
    }
}
