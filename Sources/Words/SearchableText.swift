package import JSON

/// Which parts of an object people search: every text but ids, dates, hashes and other machine values.
package enum SearchableText {
    /// Names whose values are for machines.
    private static let machineNames: Set<String> = [
        "id", "type", "spec_version", "created", "modified", "created_by_ref", "revoked", "object_marking_refs",
        "granular_markings", "extensions", "object_modified", "valid_from", "valid_until", "first_seen", "last_seen",
        "first_observed", "last_observed", "pattern_type", "pattern_version", "hashes", "lang", "payload_bin",
        "definition_type", "schema", "kill_chain_name",
    ]

    /// Hands over each searchable text of an object with its language.
    /// - Parameters:
    ///   - object: the object.
    ///   - body: gets UTF-8 and an RFC 5646 tag.
    package static func visit(_ object: JSONValue, _ body: ([UInt8], String) -> Void) {
        let language = object["lang"]?.string ?? "en"
        let isTranslation = object["type"]?.isString("language-content") ?? false
        for member in object.members {
            if isTranslation, member.name.isString("contents") {
                for translation in member.value.members {
                    visit(translation.value, language: translation.name.string ?? language, body)
                }
            } else {
                visit(member, language: language, body)
            }
        }
    }

    private static func visit(_ member: JSONMembers.Member, language: String, _ body: ([UInt8], String) -> Void) {
        guard let name = member.name.string, !machineNames.contains(name), !name.hasSuffix("_ref"),
            !name.hasSuffix("_refs")
        else { return }
        visit(member.value, language: language, body)
    }

    private static func visit(_ value: JSONValue, language: String, _ body: ([UInt8], String) -> Void) {
        switch value.kind {
        case .string: body(value.contentBytes, language)
        case .array:
            for element in value.elements { visit(element, language: language, body) }
        case .object:
            for member in value.members { visit(member, language: language, body) }
        case .null, .bool, .number: break
        }
    }
}
