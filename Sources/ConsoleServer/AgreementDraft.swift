package import Agreements
package import Desk
internal import JSON
internal import Labels
internal import Releasing
internal import Store

/// Agreement files that came as texts: from the store, or from somebody who writes a set in the console.
///
/// Nothing of it touches the disk: a name is only a name, and what a file takes in is another one of these texts.
package struct AgreementDraft {
    /// The bytes of all files together; the example library has a tenth of it.
    package static let largest = 1 << 20
    package static let mostFiles = 1_000
    /// Declarations of one kind: a set is laid out for each ordered pair of parties.
    package static let mostDeclarations = 300

    /// Names with texts, by name.
    package let files: [(name: String, text: String)]

    /// A draft.
    /// - Throws: `APIFault` if a name is none, or there is too much.
    package init(_ files: [(name: String, text: String)]) throws(APIFault) {
        guard files.count <= Self.mostFiles else { throw .invalid("more than \(Self.mostFiles) files") }
        var names: Set<String> = []
        var bytes = 0
        for (name, text) in files {
            guard Self.isName(name) else {
                throw .invalid("a file's name is a relative path of at most 200 bytes that ends in `.accord`")
            }
            guard names.insert(name).inserted else { throw .invalid("`\(name)` is there twice") }
            bytes += text.utf8.count
        }
        guard bytes <= Self.largest else { throw .invalid("the files have more than \(Self.largest) bytes") }
        // However a line goes on: more lines than declarations may be counted, never fewer.
        var counts: [String: Int] = [:]
        for (_, text) in files {
            for line in text.split(whereSeparator: \.isNewline) {
                let start = line.drop(while: \.isWhitespace).prefix(9).lowercased()
                for word in ["party", "scheme", "agreement"] where start.hasPrefix(word) {
                    counts[word, default: 0] += 1
                }
            }
        }
        if let (word, _) = counts.first(where: { $0.value > Self.mostDeclarations }) {
            throw .invalid("more than \(Self.mostDeclarations) declarations of `\(word)`")
        }
        self.files = files.sorted { $0.name < $1.name }
    }

    private static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
        return name.hasSuffix(".accord") && name.utf8.count <= 200 && isPlain
            && parts.allSatisfy { !["", ".", ".."].contains($0) }
    }

    /// A set as the store keeps it, under names that begin where its files differ: where they lay on the host is no
    /// reader's business.
    package static func files(_ bytes: [UInt8]) -> [(name: String, text: String)] {
        guard let root = try? JSONDocument(parsing: bytes).root else { return [] }
        let files = root.members.map { (name: $0.name.string ?? "", text: $0.value.string ?? "") }
        let folders = files.map { $0.name.split(separator: "/").dropLast() }
        var shared = folders.first ?? []
        for folder in folders { shared = shared.prefix(zip(shared, folder).prefix { $0 == $1 }.count) }
        return files.map { file in
            (file.name.split(separator: "/").dropFirst(shared.count).joined(separator: "/"), file.text)
        }
    }

    /// The set with what was found in it.
    package static func reading(_ files: [(name: String, text: String)]) -> AgreementReading {
        let sources = files.map { SourceFile(name: $0.name, text: $0.text) }
        let known = Dictionary(sources.map { ($0.name, $0) }) { first, _ in first }
        return AgreementReading(sources, rules: AgreementFolder.rules) { path, includer in
            var parts = includer.split(separator: "/").dropLast()
            for part in path.split(separator: "/") where part != "." {
                guard part == ".." else {
                    parts.append(part)
                    continue
                }
                guard parts.popLast() != nil else { return nil }
            }
            return known[parts.joined(separator: "/")]
        }
    }

    package var reading: AgreementReading { Self.reading(files) }
}
