public import JSON

/// Small valid objects for tests.
public enum Samples {
    /// A UUID (version 4) that a number decides.
    /// - Parameter number: any number.
    /// - Returns: the UUID.
    public static func uuid(_ number: Int) -> String {
        let digits = String(UInt64(bitPattern: Int64(number)), radix: 16)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }

    /// A campaign.
    /// - Parameters:
    ///   - number: decides its id.
    ///   - name: its name.
    ///   - modified: its version.
    ///   - markings: its marking definitions.
    /// - Returns: the object.
    public static func campaign(
        _ number: Int,
        name: String = "a campaign",
        modified: String = "2026-01-01T00:00:00.000Z",
        markings: [String] = []
    ) -> JSONTree {
        .members([
            "type": "campaign",
            "spec_version": "2.1",
            "id": .string("campaign--" + uuid(number)),
            "created": "2026-01-01T00:00:00.000Z",
            "modified": .string(modified),
            "name": .string(name),
            "object_marking_refs": markings.isEmpty ? nil : .strings(markings),
        ])
    }

    /// A bundle of objects.
    /// - Parameter objects: the objects.
    /// - Returns: the bundle.
    public static func bundle(_ objects: [JSONTree]) -> JSONTree {
        .members([
            "type": "bundle",
            "id": .string("bundle--" + uuid(1)),
            "objects": .array(objects),
        ])
    }
}

extension JSONTree: ExpressibleByStringLiteral {
    /// A string.
    /// - Parameter value: its content.
    public init(stringLiteral value: String) { self = .string(value) }
}
