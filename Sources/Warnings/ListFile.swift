public import Configuration
public import Correlation
internal import Cryptography
internal import JSON

/// Files of warning lists: which there are, what one holds, and what it is called in a node's folder.
public enum ListFile {
    /// So many bytes has the file of a list at most.
    public static let largest = 1 << 28
    /// So deep folders are looked through.
    private static let deepest = 8

    /// The files below a path: itself, or those of a folder that end in `.json`.
    /// - Parameter path: a file or a folder.
    /// - Returns: the files, in a fixed order.
    public static func names(in path: String) -> [String] {
        let found = Files.contents(of: path)
        return found.isEmpty ? [path] : names(within: path, deep: 0)
    }

    /// The same of a folder, which may be empty or missing.
    package static func names(within folder: String, deep: Int = 0) -> [String] {
        Files.contents(of: folder).flatMap { entry -> [String] in
            let inner = folder + "/" + entry.name
            if entry.isFolder { return deep < deepest ? names(within: inner, deep: deep + 1) : [] }
            return entry.name.hasSuffix(".json") ? [inner] : []
        }
    }

    /// What is wrong with a file.
    public struct Fault: Error, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    /// A list of bytes.
    /// - Parameter bytes: its JSON.
    /// - Returns: the list.
    /// - Throws: what is wrong with it.
    public static func list(_ bytes: [UInt8]) throws(Fault) -> WarningList {
        do {
            return try WarningList(try JSONDocument(parsing: bytes, limits: JSONLimits(maximumBytes: largest)))
        } catch {
            throw Fault(description: "\(error)")
        }
    }

    /// The file in which a node keeps a list: by its name, whatever that is.
    public static func path(of list: WarningList, in folder: NodeFolder) -> String {
        let word = list.name.lowercased().utf8.map { (48...57).contains($0) || (97...122).contains($0) ? $0 : 45 }
        let digest = Encoding.hex(Array(SHA256.digest(of: Array(list.name.utf8)).prefix(8)))
        return folder.warningLists + "/" + String(decoding: word.prefix(80), as: UTF8.self) + "-" + digest + ".json"
    }

    /// What a file is called in the API: says nothing of where it lies.
    package static func identifier(of path: String) -> String {
        Encoding.hex(Array(SHA256.digest(of: Array(path.utf8)).prefix(8)))
    }
}
