internal import JSON
internal import Labels

/// The published marking definitions of TLP 2.0 (FIRST, OASIS common objects) and PAP (`pap-f8d`), as they stand there.
enum PublishedMarking {
    /// The object with this identifier, or nil.
    static func object(_ id: String) -> JSONTree? {
        if let level = TLPLevel.allCases.first(where: { $0.markingDefinition == id }) {
            let word = level.label.dropFirst(4).lowercased()
            return object(
                id,
                level.label,
                "2022-10-01T00:00:00.000Z",
                "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d",
                JSONMember("tlp_2_0", .string(word))
            )
        }
        guard let level = PAPLevel.allCases.first(where: { MISPTag.published($0) == id }) else { return nil }
        let day: String
        switch level {
        case .clear: day = "01"
        case .green: day = "09"
        case .amber: day = "02"
        case .red: day = "06"
        }
        return object(
            id,
            level.label,
            "2022-10-\(day)T00:00:00.000Z",
            "extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b",
            JSONMember("pap", .string(level.label.dropFirst(4).lowercased()))
        )
    }

    private static func object(
        _ id: String,
        _ name: String,
        _ created: String,
        _ definition: String,
        _ word: JSONMember
    )
        -> JSONTree
    {
        let content = JSONTree.object([JSONMember("extension_type", .string("property-extension")), word])
        return .members([
            "type": .string("marking-definition"), "spec_version": .string("2.1"), "id": .string(id),
            "created": .string(created), "name": .string(name),
            "extensions": .object([JSONMember(definition, content)]),
        ])
    }
}
