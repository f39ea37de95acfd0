public import Configuration
internal import Holdings
public import Installation
internal import JSON
internal import Labels
internal import Ledger
internal import Store

/// What officers say of everything that comes from a server of others.
extension Node {
    /// Says under which marking everything stands that came and comes from a source, beside the markings of its own.
    /// - Parameters:
    ///   - name: the source; one that was removed, too.
    ///   - marking: a marking definition that is known, or a level such as `TLP:GREEN`; nil for quarantine.
    ///   - officer: who decides.
    /// - Throws: `NodeError` if there is no such source, or the meaning of the marking is not known.
    public func markSource(_ name: String, _ marking: String?, by officer: String) throws(NodeError) {
        let level = marking.flatMap { label in TLPLevel.allCases.first { $0.label == label.uppercased() } }
        let chosen = level?.markingDefinition ?? marking
        try change { connection throws(StoreError) in
            guard let source = try OutsideRows(connection).all().first(where: { $0.name == name }) else {
                throw StoreError(.other, "there is no source `\(name)`")
            }
            if let chosen, MarkingDirectory(connection, source: 1).meaning(chosen) == nil {
                throw StoreError(.other, "the meaning of `\(chosen)` is not known here")
            }
            let directory = MarkingDirectory(connection, source: source.source)
            try OutsideRows(connection).mark(chosen, source) { bytes in
                let document = try? JSONDocument(parsing: bytes)
                return directory.quarantine(document.map { MarkingReading.references(of: $0.root) } ?? [])
            }
            try self.ledger.append([Self.sourceEntry(name, "marked", chosen ?? "", officer)], connection)
        }
    }
}
