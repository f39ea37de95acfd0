internal import JSON
package import Store

/// Which holdings are asked for, by what the index tells of them.
package struct HoldingFilter {
    /// The type of translations (STIX 2.1, 7.1), which stand in no list unless it is asked for by its name.
    package static let translation = "language-content"

    /// Of these STIX types; nil for all but translations.
    package var kinds: Set<String>?
    /// Of this source, as it is written in lists; nil for all.
    package var source: String?
    /// Of these classes of markings; nil for all.
    package var markings: Set<Int64>?
    /// Whether translations count where no type is asked for.
    package var hasTranslations: Bool

    package init(
        kinds: Set<String>? = nil,
        source: String? = nil,
        markings: Set<Int64>? = nil,
        withTranslations hasTranslations: Bool = false
    ) {
        (self.kinds, self.source, self.markings) = (kinds, source, markings)
        self.hasTranslations = hasTranslations
    }

    /// The same for every type, that of translations among them.
    package var ofAnyKind: HoldingFilter {
        HoldingFilter(source: source, markings: markings, withTranslations: true)
    }

    /// The same for every source.
    package var fromAnySource: HoldingFilter {
        HoldingFilter(kinds: kinds, markings: markings, withTranslations: hasTranslations)
    }

    /// The same for every marking.
    package var ofAnyMarking: HoldingFilter {
        HoldingFilter(kinds: kinds, source: source, withTranslations: hasTranslations)
    }

    /// Whether a group is asked for.
    package func takes(_ group: HoldingRows.Group) -> Bool {
        guard source == nil || source == group.source, markings?.contains(group.markings) ?? true else {
            return false
        }
        return kinds?.contains(group.kind) ?? (hasTranslations || group.kind != Self.translation)
    }
}

/// Which holdings are asked for, by what stands in the version itself.
package struct VersionFilter {
    /// Kept at this moment or later, in microseconds since 1970; nil for any.
    package var since: Int64?
    /// Kept before this moment; nil for any.
    package var before: Int64?
    /// With this label (STIX 2.1, 3.2); nil for any.
    package var label: String?

    package init(since: Int64? = nil, before: Int64? = nil, label: String? = nil) {
        (self.since, self.before, self.label) = (since, before, label)
    }

    /// Whether every version is asked for.
    package var takesAll: Bool { since == nil && before == nil && label == nil }

    /// Whether a version is asked for.
    package func takes(_ version: ObjectRows.Summary) -> Bool {
        guard version.kept >= since ?? .min, version.kept < before ?? .max else { return false }
        guard let label else { return true }
        let labels = (try? JSONDocument(parsing: version.bytes))?.root["labels"]
        return labels?.elements.contains { $0.isString(label) } ?? false
    }
}
