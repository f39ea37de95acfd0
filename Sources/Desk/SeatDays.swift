internal import JSON
package import Store
package import Work

/// On which days seats work: by the national days, and by the tables that an administrator loaded.
package enum SeatDays {
    /// A table as it is kept.
    package struct Table {
        package let seat: String
        package let source: String
        package let days: WorkingDays
    }

    /// Whether a text may name a seat: `EU`, `JP`, `EU-COUNCIL`.
    package static func isSeat(_ text: String) -> Bool {
        (2...20).contains(text.utf8.count)
            && text.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    /// The table that was loaded for a seat; nil if there is none.
    ///
    /// One that cannot be read says nothing of any year.
    package static func loaded(_ seat: String, _ connection: Connection) throws(StoreError) -> Table? {
        guard isSeat(seat), let text = try SettingRows(connection).value(.workingDays(seat: seat)) else { return nil }
        let root = (try? JSONDocument(text))?.root
        let days = root?["years"].flatMap { WorkingDays(years: $0) } ?? WorkingDays(table: [:])
        return Table(seat: seat, source: root?["source"]?.string ?? "", days: days)
    }

    /// On which days a seat works; a year of a loaded table goes before the same one of the national days.
    package static func days(of seat: String, _ connection: Connection) throws(StoreError) -> WorkingDays? {
        let (national, loaded) = (WorkingDays(national: seat), try loaded(seat, connection)?.days)
        guard let loaded else { return national }
        return national?.replacing(loaded) ?? loaded
    }
}
