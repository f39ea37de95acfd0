internal import JSON
package import Store

/// The versions of one object, in the order in which they stand for it.
///
/// What is shown, previewed, decided about and given as "the object" is the first of them; so a version that somebody else sent
/// under the same identifier never takes the place of the party's own or its creator's (`RULES.md`, 12).
package struct HeldVersions {
    private let connection: Connection

    package init(_ connection: Connection) { self.connection = connection }

    /// The versions of an object, the one that stands for it first.
    ///
    /// Own ones come first, then those of the partner that created it, then those of others in the order in which they began to
    /// give it; of each source the newest first. Renditions are objects of their own.
    /// - Parameters:
    ///   - id: the identifier.
    ///   - isFoundCounted: whether what is kept as it was found counts, behind all else; it is for reading, never for release.
    ///   - isAsked: which of them count.
    /// - Returns: the versions; the first one stands for the object.
    /// - Throws: `StoreError`.
    package func ordered(
        _ id: String,
        withFound isFoundCounted: Bool = false,
        where isAsked: (ObjectRows.Summary) -> Bool = { _ in true }
    ) throws(StoreError) -> [ObjectRows.Summary] {
        let found = try ObjectRows(connection).versions(of: id).filter { version in
            version.sourceKind != "rendition" && (isFoundCounted || version.sourceKind != FoundRows.kind)
                && isAsked(version)
        }
        let sources = Set(found.map(Self.key))
        guard sources.count > 1 else { return found.reversed() }
        var ranks: [[String]: (Int, Int64)] = [:]
        for source in sources {
            let own = found.filter { Self.key($0) == source }
            ranks[source] = (try rank(of: own), own.map(\.row).min() ?? 0)
        }
        // `found` is in the order of versions; sorting keeps that among equals only where the place is compared too.
        return found.enumerated().sorted { left, right in
            let (one, other) = (ranks[Self.key(left.element)] ?? (9, 0), ranks[Self.key(right.element)] ?? (9, 0))
            return one == other ? left.offset > right.offset : one < other
        }.map(\.element)
    }

    private static func key(_ version: ObjectRows.Summary) -> [String] { [version.sourceKind, version.sourceName] }

    private func rank(of versions: [ObjectRows.Summary]) throws(StoreError) -> Int {
        guard let newest = versions.last else { return 9 }
        switch newest.sourceKind {
        case "own": return 0
        case "partner":
            let creator = (try? JSONDocument(parsing: newest.bytes))?.root["created_by_ref"]?.string
            let identity = try PartnerRows(connection).find(newest.sourceName)?.identity
            return creator != nil && creator == identity ? 1 : 2
        case FoundRows.kind: return 4
        default: return 3
        }
    }
}
