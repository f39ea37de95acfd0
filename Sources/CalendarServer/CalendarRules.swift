package import JSON
package import Store

/// What leaves the node in the calendars of people, as an administrator decided.
package struct CalendarRules: Sendable, Equatable {
    /// What becomes of an entry that is above the level.
    package enum Above: String, Sendable, CaseIterable {
        /// It is not in the calendar.
        case out
        /// Its time is there and nothing else, if it is of the node's own party.
        case busy
    }

    /// Up to which levels entries leave: words such as `EU EU-RESTRICTED` or `TLP:AMBER`, at least one.
    package var levels: [String]
    /// What becomes of what is above.
    package var above: Above
    /// Whether titles, series and places leave; else an entry is called a meeting and nothing more.
    package var tellsTitles: Bool

    /// So many levels are named at most.
    static let mostLevels = 20

    /// What holds until an administrator says something.
    package static let standard = CalendarRules(levels: ["TLP:AMBER"], above: .out, tellsTitles: false)

    package init(levels: [String], above: Above, tellsTitles: Bool) {
        (self.levels, self.above, self.tellsTitles) = (levels, above, tellsTitles)
    }

    /// The rules that are kept; the standard ones where none are.
    ///
    /// What is kept and cannot be read lets nothing leave.
    package init(_ connection: Connection) throws(StoreError) {
        guard let kept = try SettingRows(connection).value(.calendars) else {
            self = .standard
            return
        }
        let root = (try? JSONDocument(kept))?.root
        let levels = root?["levels"]?.elements.compactMap(\.string) ?? []
        self.init(
            levels: levels.isEmpty ? ["?"] : levels,
            above: root?["above"]?.string.flatMap(Above.init) ?? .out,
            tellsTitles: root?["titles"]?.bool ?? false
        )
    }

    /// As they are kept and told.
    package var json: JSONTree {
        .members([
            "levels": .strings(levels), "above": .string(above.rawValue), "titles": .bool(tellsTitles),
        ])
    }
}
