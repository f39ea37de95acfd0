/// A level of the Permissible Actions Protocol: what a recipient may do with the information, not who may have it.
public enum PAPLevel: Int, Sendable, CaseIterable, Comparable {
    /// Everything.
    case clear
    /// Active actions such as blocking.
    case green
    /// Passive cross-checks.
    case amber
    /// Nothing that can be noticed from outside.
    case red

    /// Whether one level allows more than another.
    public static func < (left: PAPLevel, right: PAPLevel) -> Bool { left.rawValue < right.rawValue }

    /// The label as it is written.
    public var label: String {
        switch self {
        case .clear: "PAP:CLEAR"
        case .green: "PAP:GREEN"
        case .amber: "PAP:AMBER"
        case .red: "PAP:RED"
        }
    }

    /// The level that a published marking definition stands for (OASIS common objects, `pap-f8d`), or nil.
    /// - Parameter markingDefinition: the identifier of a marking definition.
    public init?(markingDefinition: String) {
        switch markingDefinition {
        case "marking-definition--a3bea94c-b469-41dc-9cfe-d6e7daba7730",
            "marking-definition--ad15a0cd-55b6-4588-a14c-a66105329b92":
            self = .clear
        case "marking-definition--c43594d1-4b11-4c59-93ab-1c9b14d53ce9": self = .green
        case "marking-definition--60f8932b-e51e-4458-b265-a2e8be9a80ab": self = .amber
        case "marking-definition--740d36e5-7714-4c30-961a-3ae632ceee0e": self = .red
        default: return nil
        }
    }
}
