package import Labels

/// How a file of several objects is marked: as the highest of them, and where one label says the same, with that.
package struct TextMarking {
    private var banners: Set<String> = []
    private var labels: [Label] = []
    private var level: TLPLevel?
    private var isClear = true
    /// Whether each of the objects may leave as a file.
    package var mayLeave = true

    package init() {}

    /// Takes in an object.
    /// - Parameters:
    ///   - banner: its banner.
    ///   - reading: what its markings say together.
    package mutating func add(_ banner: String, _ reading: MarkingReading) {
        banners.insert(banner)
        for label in reading.labels where !labels.contains(label) { labels.append(label) }
        level = [level, reading.level].compactMap(\.self).max()
        if !reading.unknown.isEmpty || reading.references.isEmpty { isClear = false }
    }

    /// What stands at the head and foot of each page.
    package var banner: String { BannerOrder.highest(banners) }

    /// The one label that says it; nil where several would have to, or something has no known marking.
    package var label: Label? {
        guard isClear, labels.count < 2 else { return nil }
        return labels.first
            ?? level.map { Label(policy: "TLP", classification: String($0.label.dropFirst("TLP:".count))) }
    }
}
