extension Statements {
    /// Marking definitions.
    enum Marking {
        /// But those of servers of others: nothing that they define is believed, nor puts what others say in doubt.
        static let definitions: StaticString = """
            SELECT source, digest, bytes FROM object WHERE id=? AND erased IS NULL
            AND source NOT IN (SELECT row FROM source WHERE kind='taxii') ORDER BY source, row
            """
        /// The party's own, else that of a source.
        static let definition: StaticString = """
            SELECT bytes FROM object WHERE id=? AND source IN (1, ?) ORDER BY source, row DESC LIMIT 1
            """
        /// The party's own, by the range of their identifiers.
        static let own: StaticString = """
            SELECT o.bytes FROM object o JOIN kind k ON k.row=o.kind
            WHERE o.id>='marking-definition--' AND o.id<'marking-definition-.' AND o.source=1
                AND k.name='marking-definition' ORDER BY +o.row
            """
        static let identifiers: StaticString = """
            SELECT DISTINCT o.id FROM object o JOIN kind k ON k.row=o.kind WHERE k.name='marking-definition'
            """
    }

    /// Notices between partners.
    enum Notice {
        /// With the party that got it, where it is the party's own; by the range of their identifiers.
        static let all: StaticString = """
            SELECT o.bytes, s.kind, s.name, (SELECT c.party FROM member m JOIN collection c ON c.row=m.collection
                WHERE m.object=o.row AND c.kind IN ('feed', 'courier') ORDER BY m.added LIMIT 1)
            FROM object o JOIN kind k ON k.row=o.kind JOIN source s ON s.row=o.source
            WHERE o.id>='entente-notice--' AND o.id<'entente-notice-.' AND k.name='entente-notice'
                AND s.kind IN ('own', 'partner') AND o.erased IS NULL ORDER BY +o.row
            """
        /// ?1 the notice, ?2 the object that it is about.
        static let addressee: StaticString = """
            SELECT c.party FROM member m JOIN collection c ON c.row=m.collection JOIN object o ON o.row=m.object
            JOIN source s ON s.row=o.source
            WHERE o.id=?1 AND s.kind='own' AND c.kind='feed' AND EXISTS (SELECT 1 FROM object i
                JOIN source p ON p.row=i.source WHERE i.id=?2 AND p.kind='partner' AND p.name=c.party)
            ORDER BY m.added LIMIT 1
            """
    }
}
