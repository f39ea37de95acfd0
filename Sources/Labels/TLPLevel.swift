/// A level of the Traffic Light Protocol 2.0 (FIRST), from the widest audience to the narrowest.
public enum TLPLevel: Int, Sendable, CaseIterable, Comparable {
    /// May be shared freely.
    case clear
    /// May be shared within the community.
    case green
    /// May be shared within the recipient's organisation and its clients, on a need-to-know basis.
    case amber
    /// May be shared within the recipient's organisation only.
    case amberStrict
    /// For the named individuals only.
    case red

    /// Whether one level has a wider audience than another.
    public static func < (left: TLPLevel, right: TLPLevel) -> Bool { left.rawValue < right.rawValue }

    /// The label as FIRST writes it; labels are never translated.
    public var label: String {
        switch self {
        case .clear: "TLP:CLEAR"
        case .green: "TLP:GREEN"
        case .amber: "TLP:AMBER"
        case .amberStrict: "TLP:AMBER+STRICT"
        case .red: "TLP:RED"
        }
    }

    /// The level that a published marking definition stands for, or nil.
    ///
    /// TLP 1 (STIX 2.1, 7.2.1.4) amber is read as AMBER+STRICT, the stricter of its two readings today.
    /// - Parameter markingDefinition: the identifier of a marking definition.
    public init?(markingDefinition: String) {
        guard let level = Self.published[markingDefinition] else { return nil }
        self = level
    }

    /// The identifier of the TLP 2.0 marking definition (OASIS common objects).
    public var markingDefinition: String {
        switch self {
        case .clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
        case .green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
        case .amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
        case .amberStrict: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
        case .red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
        }
    }

    private static let published: [String: TLPLevel] = {
        var table: [String: TLPLevel] = [
            "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": .clear,
            "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": .green,
            "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": .amberStrict,
            "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": .red,
        ]
        for level in TLPLevel.allCases { table[level.markingDefinition] = level }
        return table
    }()
}
