package import Holdings
package import JSON
internal import STIX
package import Store

/// An object of a file on its way in.
package struct BroughtObject: Sendable {
    /// The identifier in the file.
    package let old: String
    package let incoming: IncomingObject
    package let object: JSONDocument
    /// What it is here already, as far as the person sees that; nil for what is new.
    package let held: HeldObject?

    package init(old: String, incoming: IncomingObject, object: JSONDocument, held: HeldObject?) {
        (self.old, self.incoming, self.object, self.held) = (old, incoming, object, held)
    }

    /// Where it stands among what is held.
    package enum Place {
        /// Nothing is held of it, as far as the person sees.
        case new
        /// Exactly this is held, or a later version is.
        case known
        /// What is held is older.
        case later
        /// Another content is held as this version.
        case conflict
    }

    package var place: Place {
        guard let held else { return .new }
        let version = STIXTimestamp(incoming.kept.version)
        for one in held.versions {
            let isSame =
                if let version, let other = STIXTimestamp(one.version) {
                    version.isSameInstant(as: other)
                } else {
                    one.version == incoming.kept.version
                }
            if isSame { return one.bytes == incoming.kept.bytes ? .known : .conflict }
        }
        guard let version, let newest = held.versions.last.flatMap({ STIXTimestamp($0.version) }) else {
            return .conflict
        }
        return newest.isEarlier(than: version) ? .later : .known
    }

    /// Whether what is held is newer than what the file has.
    package var isOutdated: Bool {
        guard let held, let version = STIXTimestamp(incoming.kept.version) else { return false }
        return held.versions.last.flatMap { STIXTimestamp($0.version) }.map { version.isEarlier(than: $0) } ?? false
    }
}

/// What an object of a file is here already.
package struct HeldObject: Sendable, Equatable {
    /// One version of it.
    package struct Version: Sendable, Equatable {
        package let version: String
        package let bytes: [UInt8]
    }

    /// Its identifier here.
    package let id: String
    /// The party's own versions of it, oldest first.
    package let versions: [Version]
}

extension WritingDesk {
    /// What the objects of a file are here already, by their identifiers in the file.
    ///
    /// That is what the person sees the whole of, under the same identifier or as what it was taken in before: of the rest nothing is
    /// told, and it is taken in anew.
    package func held(of olds: [String]) throws(StoreError) -> [String: HeldObject] {
        var found: [String: HeldObject] = [:]
        // Each once: one identifier a thousand times would take as long as a thousand looks at something hidden.
        for old in Set(olds) {
            for id in try ImportedRows(connection).identifiers(of: old) + [old] {
                let own = try ObjectRows(connection).versions(of: id).filter { $0.sourceKind == "own" }
                guard let newest = own.last, newest.quarantine == nil,
                    let object = try? JSONDocument(parsing: newest.bytes), seesWhole(object.root, id)
                else { continue }
                let versions = own.map { HeldObject.Version(version: $0.version, bytes: $0.bytes) }
                found[old] = HeldObject(id: id, versions: versions)
                break
            }
        }
        return found
    }
}
