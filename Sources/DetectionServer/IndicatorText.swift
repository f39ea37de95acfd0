internal import Desk
package import DetectionFormats
internal import IndicatorLife
package import JSON
package import Labels
internal import STIX
internal import STIXPatterns

/// An indicator as its text says it.
package struct IndicatorText {
    private let object: JSONValue
    private let pattern: String
    private let language: String
    private let modified: STIXTimestamp

    /// Reads an indicator; nil if something is missing.
    package init?(_ object: JSONValue) {
        guard let pattern = object["pattern"]?.string, let language = object["pattern_type"]?.string,
            let modified = object["modified"]?.string.flatMap({ STIXTimestamp($0) })
        else { return nil }
        (self.object, self.language, self.modified) = (object, language, modified)
        self.pattern = WrappedRule.text(of: pattern, in: language) ?? pattern
    }

    /// Whether it is live.
    /// - Parameter now: microseconds since 1970.
    /// - Returns: true if it is.
    package func isLive(on now: Int64) -> Bool { IndicatorLife.Span(object).isLive(at: now) }

    /// The indicator for formats.
    package func detection(id: String, party: String, marking: String, use: DetectionUse, agreement: String)
        -> Detection
    {
        Detection(
            id: id,
            name: PersonDesk.title(object),
            language: language,
            pattern: pattern,
            party: party,
            marking: marking,
            actions: use,
            agreement: agreement,
            until: object["valid_until"]?.string,
            created: String((object["created"]?.string ?? "1970-01-01").prefix(10)),
            version: Int(max(1, modified.microsecondsSinceEpoch / 1_000_000))
        )
    }

    /// What markings let be done; nil if they say nothing of it.
    static func use(of reading: MarkingReading) -> DetectionUse? {
        reading.actions.map { level in
            switch level {
            case .clear, .green: .active
            case .amber: .passive
            case .red: .none
            }
        }
    }

    /// What its labels let be done, where MISP's tools wrote a level of the Permissible Actions Protocol among
    /// them; nil if they say nothing of it.
    package var labelledUse: DetectionUse? {
        let labels = object["labels"]?.elements.compactMap { $0.string?.uppercased() } ?? []
        let levels = PAPLevel.allCases.filter { labels.contains($0.label) }
        guard let level = levels.max() else { return labels.contains("PAP:WHITE") ? .active : nil }
        return level == .red ? DetectionUse.none : level == .amber ? .passive : .active
    }

    /// What markings and labels let be done: the stricter of both.
    package func use(_ reading: MarkingReading, _ unmarked: DetectionUse) -> DetectionUse {
        let said = [Self.use(of: reading), labelledUse].compactMap(\.self)
        return said.min() ?? unmarked
    }
}
