extension Statements {
    /// What is erased, and what has to go with it.
    enum Erasure {
        /// The versions of an object from a source (?2, ?3), and the renditions that were made of them.
        static let versions: StaticString = """
            SELECT o.row, o.id, o.version, o.digest, o.erased FROM object o JOIN source s ON s.row=o.source
            WHERE o.id=?1 AND s.kind=?2 AND s.name=?3
                OR s.kind='rendition' AND o.id IN (SELECT r.id FROM rendition r JOIN object b ON b.row=r.object
                    JOIN source w ON w.row=b.source WHERE r.source=?1 AND w.kind=?2 AND w.name=?3)
            ORDER BY o.row
            """
        /// Every translation from a source.
        static let translations: StaticString = """
            SELECT o.row, o.id, o.version, o.digest, o.erased, o.bytes FROM object o JOIN source s ON s.row=o.source
            JOIN kind k ON k.row=o.kind WHERE k.name='language-content' AND s.kind=? AND s.name=? AND o.erased IS NULL
            """
        /// A date below zero says that the version may be taken again.
        static let allowAgain: StaticString = "UPDATE object SET erased=-abs(erased) WHERE row=?"
        static let erased: StaticString = """
            SELECT row, id, version, digest, erased FROM object WHERE id=? AND erased IS NOT NULL ORDER BY row
            """
        /// ?1 the object, ?2 a version of it.
        static let removeConflicts: StaticString = """
            DELETE FROM conflict WHERE id=?1 AND source=(SELECT source FROM object WHERE row=?2)
            """
        /// ?1 the moment, ?2 the version that they are of, ?3 their identifier.
        static let revokeRenditions: StaticString = """
            UPDATE rendition SET revoked=coalesce(revoked, ?1) WHERE object=?2 OR id=?3
            """
        static let erase: StaticString = "UPDATE object SET bytes=x'', quarantine=NULL, erased=? WHERE row=?"
        static let noteSweep: StaticString = "INSERT OR REPLACE INTO setting(name, value) VALUES('sweep', ?)"
        static let keys: StaticString = """
            SELECT s.kind, s.name, o.id, o.version FROM object o JOIN source s ON s.row=o.source
            WHERE o.erased IS NOT NULL
            """
        /// What a key of something erased names, where it is there.
        static let still: StaticString = """
            SELECT o.row, o.id, o.version, o.digest, o.erased FROM object o JOIN source s ON s.row=o.source
            WHERE s.kind=? AND s.name=? AND o.id=? AND o.version=? AND o.erased IS NULL
            """
        static let isSweepDue: StaticString = "SELECT 1 FROM setting WHERE name='sweep'"
        static let sweep: StaticString = "SELECT value FROM setting WHERE name='sweep'"
        /// Unless something was erased meanwhile.
        static let noteSwept: StaticString = "DELETE FROM setting WHERE name='sweep' AND value=?"
    }
}
