import JSON

/// The record of a translation, our property extension of `language-content` (7.3; `Documentation/types.md`).
extension Schemas {
    static var translation: Schema {
        inner(
            "translation",
            "7.3",
            [
                required("extension_type", .term(.extensionType)), required("made_by", .term(.ententeTranslator)),
                required("state", .term(.ententeTranslationState)), optional("translator", .form(.something)),
                optional("checked", .timestamp), optional("approved", .timestamp),
            ],
            [.notBefore("approved", "checked"), .needs("approved", "checked")]
        )
    }
}

extension ObjectCheck {
    /// What the tables do not say: a machine has a name, and each state has its moments.
    mutating func checkTranslationRecord(_ value: Int) {
        func isGiven(_ name: String, _ term: String) -> Bool {
            member(value, name).map { nodes[$0].kind == .string && text($0) == term } ?? false
        }
        if let kind = member(value, "extension_type"), !isGiven("extension_type", "property-extension") {
            error(.extensionContent, at: kind, spec: "7.3", "`extension_type` must be `property-extension` here")
        }
        if isGiven("made_by", "machine"), member(value, "translator") == nil {
            error(
                .propertyMissing,
                at: value,
                spec: "7.3",
                "a machine is named: the property `translator` is missing"
            )
        }
        let isChecked = isGiven("state", "checked")
        let isApproved = isGiven("state", "approved")
        for (name, isWanted) in [("checked", isChecked || isApproved), ("approved", isApproved)] {
            let place = member(value, name)
            if isWanted, place == nil {
                error(.propertyMissing, at: value, spec: "7.3", "in this state the property `\(name)` is needed")
            } else if !isWanted, let place {
                error(.propertyNotApplicable, at: place, spec: "7.3", "in this state there is no property `\(name)`")
            }
        }
    }
}
