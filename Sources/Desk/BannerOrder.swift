internal import Labels

/// How high banners stand, as they are shown: what is classified or unclear, then what bears no marking, then TLP.
///
/// Levels of different schemes have no order here, so none stands above another. What has no marking stands above TLP,
/// since nobody has said who may have it. That something is invented for an exercise is no level: it stands before the
/// level, and says of what has it in part that it does.
package enum BannerOrder {
    /// TLP 2.0, the lowest first.
    private static let tlp = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]

    /// A text by which banners are in order, the highest first.
    /// - Parameter banner: the banner; empty for none.
    /// - Returns: the text.
    package static func key(_ banner: String) -> String {
        let (level, exercises) = parts(banner)
        let name = exercises.map { " \($0)" }.joined()
        if level.isEmpty { return "1\(name)" }
        guard let place = tlp.firstIndex(of: level) else { return "0 \(level)\(name)" }
        return "2 \(tlp.count - place)\(name)"
    }

    /// The highest of some banners; all of those that have no order among themselves.
    /// - Parameter banners: the banners.
    /// - Returns: what stands on a page or a file that has them all; empty where the highest is no marking.
    package static func highest(_ banners: some Sequence<String>) -> String {
        let all = Set(banners).map(parts)
        let order = Set(all.map(\.level)).sorted { key($0) < key($1) }
        let classified = order.filter { key($0).hasPrefix("0") }
        let level = classified.isEmpty ? order.first ?? "" : classified.joined(separator: " · ")
        let exercises = Set(all.flatMap(\.exercises)).sorted()
        guard !exercises.isEmpty else { return level }
        let isMixed = all.contains { $0.exercises.isEmpty }
        let head = exercises.joined(separator: " · ") + (isMixed ? " \(inPart)" : "")
        return level.isEmpty ? head : "\(head)\(separator)\(level)"
    }

    /// The name of a file: of what is invented for an exercise it says so, since a file is seen by its name alone.
    /// - Parameters:
    ///   - name: the name.
    ///   - banner: the banner of what is in it.
    /// - Returns: the name, with the word of exercises before it where something in it is invented.
    package static func fileName(_ name: String, under banner: String) -> String {
        parts(banner).exercises.isEmpty ? name : "\(ExerciseMarking.word)-\(name)"
    }

    /// What is said of a page or a file in which something real stands beside what is invented.
    package static let inPart = "(IN PART)"

    /// What stands between the parts of a banner.
    private static let separator = " // "

    /// The exercises that a banner names, and the rest of it.
    private static func parts(_ banner: String) -> (level: String, exercises: [String]) {
        guard banner.hasPrefix(ExerciseMarking.word) else { return (banner, []) }
        var rest = banner[...]
        var exercises: [String] = []
        while rest.hasPrefix(ExerciseMarking.word) {
            let end = rest.firstRange(of: separator)
            exercises.append(String(rest[..<(end?.lowerBound ?? rest.endIndex)]))
            rest = end.map { rest[$0.upperBound...] } ?? ""
        }
        return (String(rest), exercises)
    }
}
